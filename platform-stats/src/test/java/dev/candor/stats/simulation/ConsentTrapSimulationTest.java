package dev.candor.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.causal.ComplierEffect;
import dev.candor.stats.causal.OfferSample;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.sample.MeanSample;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The trap: engaged visitors consent more and convert more, and personalization does nothing at all. Half of the visitors are
 * engaged; of them 60 % consent and 12 % convert, of the others 30 % and 4 %.
 */
class ConsentTrapSimulationTest {
    private static final int RUNS = 4_000;
    private static final int VISITORS = 10_000;
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    private final Draws engaged = new Draws(VISITORS, 0.5);

    @Test
    void theEffectOfTheOfferAndOnCompliersStaysAtZero() {
        SplittableRandom random = new SplittableRandom(41);
        double intention = 0;
        double compliers = 0;
        double consentersMinusRefusers = 0;
        int intentionCovers = 0;
        int waldCovers = 0;
        int andersonRubinCovers = 0;
        for (int run = 0; run < RUNS; run++) {
            OfferSample notOffered = visitors(false, random);
            OfferSample offered = visitors(true, random);
            ComplierEffect effect = ComplierEffect.of(notOffered, offered, LEVEL);
            intention += effect.intention().difference() / RUNS;
            compliers += effect.effect() / RUNS;
            consentersMinusRefusers += naive(offered) / RUNS;
            intentionCovers += effect.intention().interval().contains(0) ? 1 : 0;
            waldCovers += effect.wald().contains(0) ? 1 : 0;
            andersonRubinCovers += coversZero(effect.andersonRubin()) ? 1 : 0;
            assertThat(effect.weakInstrument()).isFalse();
        }
        System.out.printf(
                "true effect 0: intention to treat %.4f, compliers %.4f, consenters minus refusers %.4f%n",
                intention, compliers, consentersMinusRefusers);
        assertThat(intention).isCloseTo(0, within(0.0003));
        assertThat(compliers).isCloseTo(0, within(0.0006));
        assertThat(share(intentionCovers)).isCloseTo(0.95, within(0.011));
        assertThat(share(waldCovers)).isCloseTo(0.95, within(0.011));
        assertThat(share(andersonRubinCovers)).isCloseTo(0.95, within(0.011));
        // what the library does not offer: the comparison within the offered variant, made by hand here
        assertThat(consentersMinusRefusers).isGreaterThan(0.02);
    }

    private static double share(int count) {
        return (double) count / RUNS;
    }

    private static boolean coversZero(ConfidenceSet set) {
        return switch (set) {
            case ConfidenceSet.Bounded bounded -> bounded.interval().contains(0);
            case ConfidenceSet.Exclusive outside -> 0 <= outside.lower() || 0 >= outside.upper();
            case ConfidenceSet.Everything everything -> true;
        };
    }

    private static double naive(OfferSample offered) {
        double refusers = (double) offered.visitors() - offered.accepted();
        double fromRefusers = offered.outcome().sum() - offered.outcomeOfAccepted();
        return offered.outcomeOfAccepted() / offered.accepted() - fromRefusers / refusers;
    }

    /** Consent is asked only with the offer; conversion depends on engagement alone. */
    private OfferSample visitors(boolean offered, SplittableRandom random) {
        long engagedVisitors = engaged.draw(random).conversions();
        long accepted = 0;
        double conversions = 0;
        double conversionsOfAccepted = 0;
        for (int i = 0; i < VISITORS; i++) {
            boolean isEngaged = i < engagedVisitors;
            boolean consents = offered && random.nextDouble() < (isEngaged ? 0.6 : 0.3);
            boolean converts = random.nextDouble() < (isEngaged ? 0.12 : 0.04);
            accepted += consents ? 1 : 0;
            conversions += converts ? 1 : 0;
            conversionsOfAccepted += consents && converts ? 1 : 0;
        }
        return new OfferSample(accepted, new MeanSample(VISITORS, conversions, conversions), conversionsOfAccepted);
    }
}
