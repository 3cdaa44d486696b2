package dev.candor.domain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseRulesTest {

    private static void fails(Map<String, Integer> weights, Fault... faults) {
        assertThat(PhaseRules.ofWeights(Examples.sound(), weights)).containsExactlyInAnyOrder(faults);
    }

    @Test
    void eachVariantIsNamedOnceAndTheWeightsAddUp() {
        fails(Map.of("plain", 2_000, "by-interest", 8_000));
        fails(Map.of("plain", 1, "by-interest", 9_999));
        fails(Map.of("plain", 2_000, "by-interest", 7_999), new Fault("/weights", "weights add up to 9999, not 10000"));
        fails(
                Map.of("plain", 2_000, "by-interest", 8_001),
                new Fault("/weights", "weights add up to 10001, not 10000"));
        fails(Map.of("plain", 10_000), new Fault("/weights/by-interest", "is needed"));
        fails(
                Map.of("plain", 2_000, "by-interest", 7_000, "third", 1_000),
                new Fault("/weights/third", "is not a variant of this experiment"));
        fails(Map.of("plain", 0, "by-interest", 10_000), new Fault("/weights/plain", "must be from 1 to 10000"));
    }

    @Test
    void aNewPhaseHasOtherWeights() {
        fails(
                Map.of("plain", 5_000, "by-interest", 5_000),
                new Fault("/weights", "are the present ones: a new phase needs others"));
    }
}
