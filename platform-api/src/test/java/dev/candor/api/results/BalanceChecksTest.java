package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.ledger.Totals;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each check just below and just above its limit. */
class BalanceChecksTest {

    private static final double[] HALVES = {5_000, 5_000};
    private static final Metric SPEND =
            new Metric("spend", MetricKind.SUM, "spend", null, Direction.INCREASE, null, null, true);

    private static HealthCheck check(
            String name, Statistics whole, Map<Dimension, Map<String, Statistics>> parts, long bots) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        KeptExperiment kept = new KeptExperiment(
                1,
                1,
                Examples.sound(),
                Status.RUNNING,
                1,
                "seed",
                "layer",
                null,
                List.of(SPEND),
                null,
                List.of(),
                null,
                start,
                start,
                null);
        return new BalanceChecks(kept, List.of(SPEND))
                .of(HALVES, whole, parts, bots).stream()
                        .filter(check -> check.check().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Statistics visitors(long plain, long plainQuarantined, long personalized, long quarantined) {
        Statistics statistics = new Statistics();
        statistics.put("plain", new Visitors(plain, plainQuarantined));
        statistics.put("by-interest", new Visitors(personalized, quarantined));
        return statistics;
    }

    private static Statistics visitors(long plain, long personalized) {
        return visitors(plain, 0, personalized, 0);
    }

    @Test
    void sharesInAPart() {
        // chi-square, 1 degree of freedom: p = erfc(sqrt(x / 2)); 540 of 1,000 is x = 6.4, p = .0114; 553 is x =
        // 11.236, p = .0008
        assertThat(inPart(visitors(540, 460)).status()).isEqualTo("pass");
        assertThat(inPart(visitors(552, 448)).status())
                .as("x = 10.816, p = .00101")
                .isEqualTo("pass");
        HealthCheck off = inPart(visitors(553, 447));
        assertThat(off.status()).isEqualTo("warn");
        assertThat(off.message()).contains("device = mobile");
    }

    @Test
    void aPartIsLookedAtFromFiveHundredVisitorsOn() {
        assertThat(inPart(visitors(499, 0)).status()).isEqualTo("not_applicable");
        assertThat(inPart(visitors(500, 0)).status()).isEqualTo("warn");
    }

    private static HealthCheck inPart(Statistics part) {
        return check(
                BalanceChecks.SAMPLE_RATIO_PARTS,
                visitors(5_000, 5_000),
                Map.of(Dimension.DEVICE, Map.of("mobile", part)),
                0);
    }

    @Test
    void consentBalance() {
        // 1,000 each: x = (500 - d)…; Python 3.11 math.erfc: 500 against 573 p = .00107, against 574 p = .00092
        assertThat(consent(500, 573).status()).isEqualTo("pass");
        assertThat(consent(500, 574).status()).isEqualTo("fail");
        assertThat(check(BalanceChecks.CONSENT_BALANCE, visitors(10, 10), Map.of(), 0)
                        .status())
                .isEqualTo("not_applicable");
    }

    private static HealthCheck consent(long plain, long personalized) {
        return check(
                BalanceChecks.CONSENT_BALANCE,
                visitors(1_000, 1_000),
                Map.of(
                        Dimension.CONSENT,
                        Map.of(
                                "granted", visitors(plain, personalized),
                                "denied", visitors(1_000 - plain, 1_000 - personalized))),
                0);
    }

    @Test
    void measurementParity() {
        assertThat(parity(9_900).status()).as("exactly one point").isEqualTo("pass");
        HealthCheck lost = parity(9_899);
        assertThat(lost.status()).isEqualTo("fail");
        assertThat(lost.threshold()).isEqualTo(0.01);
        assertThat(check(BalanceChecks.MEASUREMENT_PARITY, visitors(10, 0), Map.of(), 0)
                        .status())
                .isEqualTo("not_applicable");
    }

    private static HealthCheck parity(long counted) {
        return check(BalanceChecks.MEASUREMENT_PARITY, visitors(10_000, 0, counted, 10_000 - counted), Map.of(), 0);
    }

    @Test
    void biasBeforeTheExposure() {
        assertThat(before(100, 100).status()).isEqualTo("pass");
        assertThat(before(100, 133).status()).as("p between .01 and .05").isEqualTo("pass");
        assertThat(before(100, 145).status()).as("p between .001 and .01").isEqualTo("warn");
        assertThat(before(100, 160).status()).as("p below .001").isEqualTo("fail");
    }

    /** Of 1,000 visitors in each variant so many spent 1 before. */
    private static HealthCheck before(long plain, long personalized) {
        Statistics whole = visitors(1_000, 1_000);
        whole.put(new Cell("plain", "spend"), spent(plain));
        whole.put(new Cell("by-interest", "spend"), spent(personalized));
        return check(BalanceChecks.PRE_EXPOSURE, whole, Map.of(), 0);
    }

    private static Totals spent(long before) {
        BigInteger zero = BigInteger.ZERO;
        BigInteger x = BigInteger.valueOf(before * 1_000_000);
        return new Totals(1_000, zero, zero, zero, zero, zero, x, x.multiply(BigInteger.valueOf(1_000_000)), zero);
    }

    @Test
    void bots() {
        assertThat(check(BalanceChecks.BOTS, visitors(50, 50), Map.of(), 100).status())
                .isEqualTo("pass");
        assertThat(check(BalanceChecks.BOTS, visitors(50, 50), Map.of(), 101).status())
                .isEqualTo("warn");
    }
}
