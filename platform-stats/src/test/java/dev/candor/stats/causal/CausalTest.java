package dev.candor.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.causal.Bounds.Measured;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import org.junit.jupiter.api.Test;

class CausalTest {
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void thoseNeverMeasuredMayHaveDoneAnything() {
        Measured control = new Measured(1_000, new ProportionSample(900, 90));
        Measured treatment = new Measured(1_000, new ProportionSample(950, 152));
        Bounds bounds = Bounds.of(control, treatment, LEVEL);
        // (152 + 0) / 1000 - (90 + 100) / 1000 to (152 + 50) / 1000 - (90 + 0) / 1000
        assertThat(bounds.identified().lower()).isCloseTo(-0.038, within(1e-12));
        assertThat(bounds.identified().upper()).isCloseTo(0.112, within(1e-12));
        // ends far apart: one-sided quantile 1.6448536, errors sqrt(.152 .848 + .19 .81) / sqrt(1000), sqrt(.202 .798 +
        // .09 .91) / …
        assertThat(bounds.interval().lower())
                .isCloseTo(-0.038 - 1.6448536 * Math.sqrt((0.152 * 0.848 + 0.19 * 0.81) / 1_000), within(1e-6));
        assertThat(bounds.interval().upper())
                .isCloseTo(0.112 + 1.6448536 * Math.sqrt((0.202 * 0.798 + 0.09 * 0.91) / 1_000), within(1e-6));
    }

    @Test
    void whereEveryoneWasMeasuredTheBoundsAreTheOrdinaryInterval() {
        Measured control = new Measured(1_000, new ProportionSample(1_000, 100));
        Measured treatment = new Measured(1_000, new ProportionSample(1_000, 150));
        Bounds bounds = Bounds.of(control, treatment, LEVEL);
        assertThat(bounds.identified().width()).isCloseTo(0, within(1e-15));
        // sqrt((.1 .9 + .15 .85) / 1000) = 0.01474788
        assertThat(bounds.interval().lower()).isCloseTo(0.05 - 1.959964 * 0.01474788, within(1e-7));
        assertThat(bounds.interval().upper()).isCloseTo(0.05 + 1.959964 * 0.01474788, within(1e-7));
    }

    @Test
    void moreCannotBeMeasuredThanWereAssigned() {
        assertThatThrownBy(() -> new Measured(9, new ProportionSample(10, 1)))
                .hasMessageContaining("must not exceed 9");
        assertThat(new Measured(10, new ProportionSample(10, 1)).assigned()).isEqualTo(10);
        Measured nobody = new Measured(0, new ProportionSample(0, 0));
        Measured some = new Measured(10, new ProportionSample(10, 1));
        assertThatThrownBy(() -> Bounds.of(nobody, some, LEVEL)).hasMessageContaining("control.assigned is 0");
        assertThatThrownBy(() -> Bounds.of(some, nobody, LEVEL)).hasMessageContaining("treatment.assigned is 0");
        // nobody was measured: everything is possible
        Measured unmeasured = new Measured(10, new ProportionSample(0, 0));
        assertThat(Bounds.of(unmeasured, unmeasured, LEVEL).identified().width())
                .isEqualTo(2);
    }

    @Test
    void offersOfDisjointVisitorsMerge() {
        OfferSample one = new OfferSample(2, MeanSample.of(1, 2, 3), 4);
        OfferSample other = new OfferSample(1, MeanSample.of(5), 5);
        assertThat(one.merge(other)).isEqualTo(new OfferSample(3, MeanSample.of(1, 2, 3, 5), 9));
    }

    @Test
    void sumsThatNoVisitorsCanHaveAreInconsistent() {
        OfferSample fine = new OfferSample(100, new MeanSample(200, 400, 1_100), 210);
        OfferSample nobodyYetSome = new OfferSample(0, new MeanSample(200, 400, 1_100), 1e-9);
        OfferSample everyoneYetLess = new OfferSample(200, new MeanSample(200, 400, 1_100), 400 - 1e-6);
        OfferSample beyond = new OfferSample(100, new MeanSample(200, 400, 1_100), 340);
        assertInconsistent(fine, nobodyYetSome);
        assertInconsistent(nobodyYetSome, fine);
        assertInconsistent(fine, everyoneYetLess);
        assertInconsistent(fine, beyond);
        assertThatThrownBy(() -> new OfferSample(201, new MeanSample(200, 0, 0), 0))
                .hasMessageContaining("accepted is 201");
    }

    @Test
    void anOutcomeThatUptakeExplainsHasNoVariance() {
        OfferSample none = new OfferSample(0, new MeanSample(100, 100, 100), 0);
        OfferSample half = new OfferSample(50, new MeanSample(100, 150, 250), 100);
        assertThatThrownBy(() -> ComplierEffect.of(none, half, LEVEL))
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Code.ZERO_VARIANCE));
        MeanSample constant = new MeanSample(10, 10, 10);
        assertThatThrownBy(() -> IntentionToTreat.of(constant, constant, LEVEL))
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Code.ZERO_VARIANCE));
    }

    private static void assertInconsistent(OfferSample notOffered, OfferSample offered) {
        assertThatThrownBy(() -> ComplierEffect.of(notOffered, offered, LEVEL))
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Code.INCONSISTENT_STATS));
    }
}
