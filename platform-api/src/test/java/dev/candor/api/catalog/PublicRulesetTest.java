package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Browsers get what runs at that moment: an experiment comes and goes with its planned time, to the millisecond. */
class PublicRulesetTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant END = Instant.parse("2026-03-08T09:00:00Z");

    private static Rule rule(String key, String times) {
        return rule(key, times, "");
    }

    private static Rule rule(String key, String times, String metrics) {
        Experiment experiment =
                ExperimentJson.read(Fields.of(Json.kept(String.format(Locale.ROOT, """
                {"key": "%s", "name": "One", "unit": "consented_visitor", %s
                 "variants": [{"key": "a", "role": "control", "weight": 5000}, {"key": "b", "role": "personalized", "weight": 5000}],
                 "metrics": [%s]}
                """, key, times, metrics))));
        return new Rule(
                experiment, "seed", "layer", new Slice(0, 10_000), List.of(), List.of(Phase.first(experiment, START)));
    }

    private static PublicRuleset ruleset() {
        return ruleset(
                rule("always", ""), rule("planned", "\"startsAt\": \"" + START + "\", \"endsAt\": \"" + END + "\","));
    }

    private static PublicRuleset ruleset(Rule... rules) {
        Ruleset ruleset = new Ruleset(
                "pk_1", 7, ConsentPolicy.DEFAULT, SignalPolicy.DEFAULT, "holdout", 0, List.of(rules), List.of());
        return new PublicRuleset(ruleset, Map.of());
    }

    private static String at(PublicRuleset ruleset, Instant now) {
        return new String(ruleset.at(now).plain(), StandardCharsets.UTF_8);
    }

    @Test
    void plannedExperimentComesAndGoesToTheMillisecond() {
        PublicRuleset ruleset = ruleset();
        assertThat(at(ruleset, START.minusMillis(1))).contains("always").doesNotContain("planned");
        assertThat(at(ruleset, START)).contains("always", "planned");
        assertThat(at(ruleset, END.minusMillis(1))).contains("planned");
        assertThat(at(ruleset, END)).contains("always").doesNotContain("planned");
        assertThat(at(ruleset, START)).as("a clock that was set back").contains("planned");
    }

    @Test
    void tagChangesWithTheContentAndWithNothingElse() {
        PublicRuleset ruleset = ruleset();
        String before = ruleset.at(START.minusSeconds(5)).tag();
        assertThat(ruleset.at(START.minusSeconds(1)).tag()).isEqualTo(before);
        assertThat(ruleset.at(START)).isSameAs(ruleset.at(END.minusMillis(1)));
        assertThat(ruleset.at(START).tag()).isNotEqualTo(before);
        assertThat(ruleset.at(END).tag()).isEqualTo(before);
    }

    @Test
    void whatIsWatchedForIsSaidWhereSomethingThatRunsAsks() {
        assertThat(at(ruleset(), START)).doesNotContain("observe");
        Rule asking = rule(
                "asking",
                "\"endsAt\": \"" + END + "\", ",
                "{\"metric\": \"rage_exit\", \"role\": \"trust\"}, {\"metric\": \"bounce\", \"role\": \"trust\"},"
                        + " {\"metric\": \"feedback\", \"role\": \"secondary\"}");
        PublicRuleset ruleset = ruleset(rule("always", ""), asking);
        assertThat(at(ruleset, START)).contains("\"observe\":[\"bounce\",\"rage_exit\"]");
        assertThat(at(ruleset, END)).doesNotContain("observe");
    }
}
