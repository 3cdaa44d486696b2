package dev.candor.ui.demo;

import java.util.List;
import java.util.Optional;

/**
 * Something on the shop's shelf.
 *
 * @param key      stands in its address
 * @param name     what it is called in the visitor's language
 * @param about    one sentence on it
 * @param interest running, hiking or cycling
 * @param price    in whole euros
 */
public record Product(String key, String name, String about, String interest, int price) {

    static List<Product> all(ShopTexts texts) {
        return List.of(
                new Product("fell-shoes", texts.fellShoes(), texts.fellShoesAbout(), "running", 128),
                new Product("ridge-boots", texts.ridgeBoots(), texts.ridgeBootsAbout(), "hiking", 176),
                new Product("gravel-helmet", texts.gravelHelmet(), texts.gravelHelmetAbout(), "cycling", 94),
                new Product("dawn-bottle", texts.dawnBottle(), texts.dawnBottleAbout(), "running", 24),
                new Product("tarn-pack", texts.tarnPack(), texts.tarnPackAbout(), "hiking", 142),
                new Product("dusk-light", texts.duskLight(), texts.duskLightAbout(), "cycling", 58));
    }

    static Optional<Product> find(String key, ShopTexts texts) {
        return all(texts).stream().filter(product -> product.key().equals(key)).findFirst();
    }
}
