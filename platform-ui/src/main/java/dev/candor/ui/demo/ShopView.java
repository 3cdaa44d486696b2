package dev.candor.ui.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a page of the shop shows.
 *
 * @param siteKey       public site key for the tag, empty for no tag
 * @param language      "en" or "ja"
 * @param otherLanguage the one to switch to
 * @param address       this page's own address, without a query
 * @param products      what is on the shelf; on a product's page that one alone
 */
public record ShopView(
        Optional<String> siteKey, String language, String otherLanguage, String address, List<Product> products) {

    static ShopView of(Optional<String> siteKey, Locale language, String address, List<Product> products) {
        boolean japanese = language.equals(Locale.JAPANESE);
        return new ShopView(siteKey, japanese ? "ja" : "en", japanese ? "en" : "ja", address, products);
    }

    public Product product() {
        return products.getFirst();
    }
}
