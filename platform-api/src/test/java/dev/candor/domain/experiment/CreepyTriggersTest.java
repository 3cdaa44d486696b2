package dev.candor.domain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One failing example for each creepy trigger of the article, beside what is fine. */
class CreepyTriggersTest {

    private static final Map<String, Attribute> ATTRIBUTES =
            Map.of("age", new Attribute("age", AttributeType.NUMBER, List.of(), Provenance.STATED, 180, Map.of()));
    private static final String WHEN = "/variants/1/experiences/0/when";

    private static List<Item> items(Experiment experiment, Outcome outcome) {
        Findings findings = new Findings();
        new CreepyTriggers(ATTRIBUTES, findings).look(experiment);
        return findings.checklist().items().stream()
                .filter(item -> item.outcome() == outcome)
                .toList();
    }

    private static List<Item> found(Experience experience) {
        return items(
                Examples.withVariants(Examples.plain(5_000), Examples.personalized(5_000, experience)), Outcome.FAIL);
    }

    private static Experience saying(String payload, Change... changes) {
        return new Experience(
                Examples.LIKES_RUNNING, new Content(payload, List.of(changes)), Map.of("en", "You told us."));
    }

    private static Experience copy(String text) {
        return saying("{}", new Change(ChangeKind.TEXT, "h1", "", text));
    }

    private static Experience about(String... attributes) {
        List<Condition> parts = Arrays.stream(attributes)
                .map(key -> (Condition) new Compare(Source.ATTRIBUTE, key, Operator.EXISTS, List.of(true)))
                .toList();
        return Examples.experience(new All(parts), Map.of("en", "You told us."));
    }

    private static void creepy(String code, String field, Experience experience) {
        assertThat(found(experience)).as("%s", experience).isNotEmpty().allSatisfy(item -> {
            assertThat(item.message()).startsWith("creepy." + code + ": ");
            assertThat(item.field()).isEqualTo(field);
        });
    }

    private static void fine(Experience experience) {
        assertThat(found(experience)).as("%s", experience).isEmpty();
    }

    @Test
    void c1AggressiveOverlays() {
        String at = "/variants/1/experiences/0";
        creepy("aggressive", at + "/payload", saying("{\"trigger\":\"exit-intent\"}"));
        creepy(
                "aggressive",
                at,
                saying(
                        "{\"popup\":\"a\",\"delaySeconds\":30}",
                        new Change(ChangeKind.ADD_CLASS, "body", "", "modal-on")));
        creepy("aggressive", at, saying("{\"popup\":\"a\",\"delaySeconds\":9.9}"));
        fine(saying("{\"popup\":\"a\",\"delaySeconds\":10}"));
        creepy("aggressive", at, saying("{\"popup\":\"a\",\"delayMs\":9999}"));
        fine(saying("{\"popup\":\"a\",\"delayMs\":10000}"));
        Experiment untimed =
                Examples.withVariants(Examples.plain(5_000), Examples.personalized(5_000, saying("{\"popup\":\"a\"}")));
        assertThat(items(untimed, Outcome.WARN)).hasSize(1);
    }

    @Test
    void c1HoldsForEveryVariant() {
        Variant pushy = new Variant(
                "pushy", VariantRole.CONTROL, 10_000, new Content("{\"on\":\"exitIntent\"}", List.of()), List.of());
        assertThat(items(Examples.withVariants(pushy), Outcome.FAIL))
                .extracting(Item::field)
                .containsExactly("/variants/0/payload");
    }

    @Test
    void c2PersonalDataInCopyTitlesAndAddresses() {
        String at = "/variants/1/experiences/0/changes/0";
        creepy("personal_text", at + "/value", copy("Call {{phone}} now"));
        creepy("title", at + "/selector", saying("{}", new Change(ChangeKind.TEXT, "title", "", "For runners")));
        creepy("address", at + "/value", saying("{}", link("/shoes?interest=running")));
        fine(saying("{}", link("/shoes?from=welcome")));
        fine(copy("Call 0120 123 456 now"));
    }

    private static Change link(String address) {
        return new Change(ChangeKind.ATTR, "a", "href", address);
    }

    @Test
    void c3Places() {
        creepy("location", WHEN, about("home_city"));
        fine(about("country"));
        String at = "/variants/1/experiences/0/changes/0/value";
        creepy("location", at, copy("New shops near you"));
        creepy("location", at, copy("お近くの店舗"));
        creepy("location", "/variants/1/experiences/0/payload", saying("{\"api\":\"navigator.geolocation\"}"));
        fine(copy("New shops in every prefecture"));
    }

    @Test
    void c4Searches() {
        creepy("search_history", WHEN, about("last_search"));
        Condition click = new Compare(Source.CONTEXT, "path", Operator.CONTAINS, List.of("gclid"));
        assertThat(items(Examples.withAudience(click), Outcome.FAIL))
                .extracting(Item::field)
                .containsExactly("/audience");
        creepy("search_history", "/variants/1/experiences/0/changes/0/value", copy("Because you searched for shoes"));
        fine(copy("Search our shoes"));
    }

    @Test
    void c5Browsing() {
        creepy("browsing_history", WHEN, about("viewed_products"));
        String at = "/variants/1/experiences/0/changes/0/value";
        creepy("browsing_history", at, copy("You recently viewed these"));
        creepy("browsing_history", at, copy("ご覧になった商品"));
        fine(copy("View the collection"));
    }

    @Test
    void c6SocialLife() {
        creepy("social", WHEN, about("instagram_name"));
        creepy("social", "/variants/1/experiences/0/changes/0/value", copy("Your friends bought this"));
        fine(copy("Bring a friend"));
    }

    @Test
    void c7SensitiveThemes() {
        String at = "/variants/1/experiences/0/changes/0/value";
        for (String text : List.of(
                "Congratulations on your pregnancy",
                "妊娠中の方へ",
                "Für Ihre Gesundheit",
                "Pour votre santé",
                "For Muslim families",
                "Pour les mineurs",
                "運転免許をお持ちの方へ")) {
            creepy("sensitive", at, copy(text));
        }
        creepy("sensitive", "/variants/1/experiences/0/payload", saying("{\"hero\":\"diabetes\"}"));
        assertThat(found(Examples.experience(Examples.LIKES_RUNNING, Map.of("en", "You told us of your religion."))))
                .extracting(Item::field)
                .containsExactly("/variants/1/experiences/0/why/en");
        fine(copy("Healthy soles, and a race every Sunday"));
        fine(copy("健やかな毎日に"));
    }

    @Test
    void knowledgeThatNobodyGave() {
        String at = "/variants/1/experiences/0/changes/0/value";
        creepy("inferred", at, copy("We think you would love these"));
        creepy("inferred", at, copy("It looks like you are new to running"));
        creepy("inferred", at, copy("ランニングがお好きのようですね"));
        fine(copy("You told us you like running"));
        fine(copy("We think shoes should last"));
    }

    @Test
    void tooExact() {
        creepy("exact", WHEN, age(Operator.IS, 34.0));
        fine(age(Operator.AT_LEAST, 30.0));
    }

    private static Experience age(Operator operator, double years) {
        return Examples.experience(
                new Compare(Source.ATTRIBUTE, "age", operator, List.of(years)), Map.of("en", "You told us."));
    }

    @Test
    void rulesThatMeanSinglePersons() {
        fine(about("interest", "shoe_size", "level"));
        creepy("profile", WHEN, about("interest", "shoe_size", "level", "colour"));
        fine(about("gender", "age"));
        creepy("profile", WHEN, about("gender", "age_group", "region"));
    }

    @Test
    void whatWasStatedJoinedWithBehaviourIsAWarning() {
        Condition joined = new All(List.of(
                Examples.LIKES_RUNNING,
                new Compare(Source.CONTEXT, "newOrReturning", Operator.IS, List.of("returning"))));
        Experiment experiment = Examples.withVariants(
                Examples.plain(5_000), Examples.personalized(5_000, Examples.experience(joined, Map.of("en", "a"))));
        assertThat(items(experiment, Outcome.FAIL)).isEmpty();
        assertThat(items(experiment, Outcome.WARN)).extracting(Item::field).containsExactly(WHEN);
    }

    @Test
    void outboundMessages() {
        creepy("outbound", "/variants/1/experiences/0/payload", saying("{\"sendSms\":\"Hello\"}"));
        creepy("outbound", "/variants/1/experiences/0/payload", saying("{\"pushNotification\":\"Hello\"}"));
        fine(saying("{\"button\":\"Push the pedals\"}"));
    }

    @Test
    void whatOthersKnow() {
        creepy("third_party", WHEN, about("crm_segment"));
        creepy("third_party", "/variants/1/experiences/0/changes/0/value", copy("As seen on other sites you visit"));
        fine(copy("As seen in our own magazine"));
    }

    @Test
    void germanAndFrenchCopy() {
        String at = "/variants/1/experiences/0/changes/0/value";
        creepy("location", at, copy("Neue Läden in deiner Nähe"));
        creepy("location", at, copy("Un magasin près de chez vous"));
        creepy("search_history", at, copy("Du hast nach Schuhen gesucht"));
        creepy("search_history", at, copy("Vos dernières recherches"));
        creepy("browsing_history", at, copy("Zuletzt angesehen"));
        creepy("browsing_history", at, copy("Vous avez récemment consulté ceci"));
        creepy("social", at, copy("Deine Freunde kauften das"));
        creepy("social", at, copy("Vos amis ont acheté ceci"));
        creepy("inferred", at, copy("Wir wissen, dass du läufst"));
        creepy("inferred", at, copy("Nous savons que vous courez"));
        fine(copy("Du hast uns gesagt, dass du gern läufst"));
        fine(copy("Vous nous avez dit que vous aimez courir"));
    }

    @Test
    void whatWeighsHeavilyTakesAPersonsApproval() {
        for (String text : List.of("A price for you", "割引のご案内", "Rabatt für Läufer", "Remise pour les coureurs")) {
            assertThat(found(copy(text))).as(text).extracting(Item::code).containsExactly("needs_approval.price");
        }
        for (String text : List.of("Your loan is ready", "審査の結果", "Dein Darlehen", "Votre crédit")) {
            assertThat(found(copy(text))).as(text).extracting(Item::code).containsExactly("needs_approval.eligibility");
        }
        assertThat(found(copy("Our prized shoes"))).isEmpty();
    }
}
