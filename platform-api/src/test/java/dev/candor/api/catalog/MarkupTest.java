package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "<h2 class=\"big\">Running <em>shoes</em></h2>",
                "<a href=\"/sale\">Sale</a> <a href=\"#top\">up</a> <a href=\"https://shop.example/x?a=1&amp;b=2\">x</a>",
                "<a href=\"mailto:help@shop.example\">mail</a><a href=\"tel:+81312345678\">call</a>",
                "<img src=\"/hero.webp\" alt=\"A hill\" width=\"640\" height=\"320\" loading=\"lazy\">",
                "<ul><li>a</li><li>b</li></ul><hr><p lang=\"ja\" dir=\"ltr\">山&lt;海</p>",
                "<section aria-label=\"Offer\"><table><tbody><tr><td colspan=\"2\">10 %</td></tr></tbody></table></section>",
            })
    void whatIsHarmlessStays(String html) {
        assertThat(Markup.harmless(html)).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "a<script>alert(1)</script>b => ab",
                "a<style>*{display:none}</style>b => ab",
                "<img src=\"/x.png\" onerror=\"alert(1)\"> => <img src=\"/x.png\">",
                "<a href=\"javascript:alert(1)\">x</a> => <a>x</a>",
                "<a href=\" java\tscript:alert(1)\">x</a> => <a>x</a>",
                "<a href=\"&#106;avascript:alert(1)\">x</a> => <a>x</a>",
                "<a href=\"data:text/html,x\">x</a> => <a>x</a>",
                "<a href=\"http://shop.example/\">x</a> => <a>x</a>",
                "<img src=\"data:image/svg+xml,x\"> => <img>",
                "<p style=\"position:fixed\" id=\"login\" onclick=\"x()\">x</p> => <p>x</p>",
                "<svg><script>alert(1)</script><g onload=\"x()\"></g></svg>y => y",
                "<math><mtext><img src=\"x\" onerror=\"x()\"></mtext></math> => <img src=\"x\">",
                "<iframe src=\"https://evil.example\"></iframe>x => x",
                "<form action=\"https://evil.example\"><input name=\"card\">Pay</form> => Pay",
                "<base href=\"https://evil.example/\"><meta http-equiv=\"refresh\" content=\"0\">x => x",
                "<template><img src=\"x\"></template>y => <img src=\"x\">y",
                "<!-- <img> -->x => x",
                "<p class=\"a\" class=\"b\" data-x=\"1\">x => <p class=\"a\">x</p>",
                "<noscript><p title=\"</noscript><img src=x onerror=x()>\"></noscript> => <p title=\"&lt;/noscript&gt;&lt;img src=x onerror=x()&gt;\"></p>",
            })
    void whatIsNotIsLeftOut(String html, String harmless) {
        assertThat(Markup.harmless(html)).isEqualTo(harmless);
    }

    /** What was cleaned once is what a browser gets: cleaning it again finds nothing more, whatever went in. */
    @Test
    void cleaningTwiceIsCleaningOnce() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "<p>",
                "</p>",
                "<b",
                ">",
                "<",
                "\"",
                "'",
                "=",
                " onerror=x ",
                "<svg>",
                "</svg>",
                "<math>",
                "<style>",
                "</style>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<script>",
                "</script>",
                "&lt;",
                "&#60;",
                "&",
                "x",
                "\u2028",
                "<a href=",
                "javascript:",
                "<img src=x ",
                "/>",
                "<table>",
                "<td>",
                "<template>",
                "</template>",
                "<noscript>",
                "<title>",
                "</title>",
                "<textarea>",
                "<xmp>",
                "\u0000");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder html = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                html.append(pieces.get(random.nextInt(pieces.size())));
            }
            String once = Markup.harmless(html.toString());
            assertThat(Markup.harmless(once)).as("seed %d: %s", seed, html).isEqualTo(once);
            assertThat(once)
                    .as("seed %d: %s", seed, html)
                    .doesNotContainIgnoringCase("<script", "<svg", "<style", "<math", "<!--");
        }
    }
}
