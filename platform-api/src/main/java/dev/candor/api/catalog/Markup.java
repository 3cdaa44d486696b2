package dev.candor.api.catalog;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Entities.EscapeMode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * HTML that an experiment shows: text, structure, links and pictures; nothing that runs, loads a document, collects input
 * or is styled by itself. What is not on the list is left out when it is saved, and the browser's own sanitizer looks again.
 */
final class Markup {

    static final String ALLOWED =
            "text, headings, lists, tables, links and pictures, with classes and ARIA; no script, style, form, frame or SVG";

    private static final int MOST_READINGS = 10;

    /** Relative addresses are looked at as addresses of this place, and stay relative. */
    private static final String SOME_PAGE = "https://site.example/";

    private static final Safelist LIST = Safelist.relaxed()
            .addTags("abbr", "article", "aside", "del", "figcaption", "figure", "footer", "header", "hr", "ins", "mark")
            .addTags("s", "section", "time")
            .removeTags("strike")
            .addAttributes(":all", "class", "title", "lang", "dir", "role", "hidden")
            .addAttributes(":all", "aria-label", "aria-hidden", "aria-describedby", "aria-labelledby", "aria-live")
            .addAttributes("img", "loading", "decoding")
            .addAttributes("time", "datetime")
            .removeProtocols("a", "href", "ftp", "http")
            .addProtocols("a", "href", "tel", "#")
            .removeProtocols("img", "src", "http")
            .removeProtocols("blockquote", "cite", "http")
            .removeProtocols("q", "cite", "http")
            .preserveRelativeLinks(true);

    private static final OutputSettings OUTPUT =
            new OutputSettings().prettyPrint(false).escapeMode(EscapeMode.xhtml);

    private Markup() {}

    /**
     * What may be shown of {@code html}; the same again for what it returned. Elements that are taken out can leave others in
     * places where a parser would not put them, so it is read until it reads as it is written; empty if it never does.
     */
    static String harmless(String html) {
        String text = html;
        for (int i = 0; i < MOST_READINGS; i++) {
            String clean = clean(text);
            if (clean.equals(text)) {
                return clean;
            }
            text = clean;
        }
        return "";
    }

    private static String clean(String html) {
        return new Cleaner(LIST)
                .clean(Jsoup.parseBodyFragment(html, SOME_PAGE))
                .outputSettings(OUTPUT)
                .body()
                .html();
    }
}
