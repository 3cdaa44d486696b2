package dev.candor.ui.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import java.util.List;

/** What the shop's headline says to somebody who declared an interest, and the reason that it gives for it. */
record Greeting(String interest, String language, String headline, String whyEnglish, String whyJapanese) {

    /** Japanese first: the English ones do not ask for a language. */
    static final List<Greeting> ALL = List.of(
            new Greeting("running", "ja", "走る人のために", why("running"), whyJapanese("ランニング")),
            new Greeting("hiking", "ja", "歩く人のために", why("hiking"), whyJapanese("ハイキング")),
            new Greeting("cycling", "ja", "こぐ人のために", why("cycling"), whyJapanese("サイクリング")),
            new Greeting("running", "", "Made for your next run", why("running"), whyJapanese("ランニング")),
            new Greeting("hiking", "", "Made for your next hike", why("hiking"), whyJapanese("ハイキング")),
            new Greeting("cycling", "", "Made for your next ride", why("cycling"), whyJapanese("サイクリング")));

    /** The greeting as an experience of a personalized variant. */
    ObjectNode experience() {
        ObjectNode experience = Json.object();
        var all = experience.putObject("when").putArray("all");
        all.addObject().put("attribute", "interest").put("op", "is").put("value", interest);
        if (!language.isEmpty()) {
            all.addObject().put("context", "language").put("op", "is").put("value", language);
        }
        experience.putObject("payload").put("hero", interest);
        experience
                .putArray("changes")
                .addObject()
                .put("selector", "#hero")
                .put("do", "text")
                .put("value", headline);
        experience.putObject("why").put("en", whyEnglish).put("ja", whyJapanese);
        return experience;
    }

    private static String why(String interest) {
        return "You told us that you go out for " + interest + ".";
    }

    private static String whyJapanese(String interest) {
        return "「" + interest + "」が好きだと教えていただいたからです。";
    }
}
