package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.health.ConsentBalanceCheck;
import dev.candor.stats.health.MeasurementParityCheck;
import dev.candor.stats.health.SampleRatioCheck;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whether the variants are alike in everything that came before the visitor met them. Pure: sums in, checks out. */
final class BalanceChecks {

    static final String SAMPLE_RATIO_PARTS = "sample_ratio_parts";
    static final String CONSENT_BALANCE = "consent_balance";
    static final String MEASUREMENT_PARITY = "measurement_parity";
    static final String PRE_EXPOSURE = "pre_exposure_bias";
    static final String BOTS = "bots";

    /** A difference before the exposure that chance makes this seldom raises the alarm, as for the sample ratio. */
    static final double ALARM = SampleRatioCheck.ALARM;
    /** Worth a look. */
    static final double WARNING = 0.01;
    /** More programs than people among the requests are worth a look. */
    static final double MANY_BOTS = 0.5;
    /** A part of the visitors is looked at from so many on. */
    static final int LEAST_IN_PART = 500;

    private static final String GRANTED = "granted";

    private final KeptExperiment kept;
    private final List<Variant> variants;
    private final List<Metric> metrics;

    BalanceChecks(KeptExperiment kept, List<Metric> metrics) {
        this.kept = kept;
        this.variants = kept.experiment().variants();
        this.metrics = metrics;
    }

    /**
     * All of them.
     *
     * @param weights of the variants in the phase
     * @param parts   the phase's visitors by dimension and value
     * @param bots    requests of programs since the start
     */
    List<HealthCheck> of(double[] weights, Statistics whole, Map<Dimension, Map<String, Statistics>> parts, long bots) {
        if (kept.origin() != null) {
            return List.of();
        }
        return List.of(
                sampleRatioInParts(weights, parts),
                consentBalance(parts.getOrDefault(Dimension.CONSENT, Map.of())),
                measurementParity(whole),
                preExposureBias(whole),
                bots(whole, bots));
    }

    /** Each part is looked at; the more parts, the smaller the p-value that one of them must reach. */
    private HealthCheck sampleRatioInParts(double[] weights, Map<Dimension, Map<String, Statistics>> parts) {
        double lowest = 1;
        int looked = 0;
        String where = "";
        for (Map.Entry<Dimension, Map<String, Statistics>> dimension : parts.entrySet()) {
            for (Map.Entry<String, Statistics> part : dimension.getValue().entrySet()) {
                long[] counts = counts(part.getValue());
                if (counts.length < 2 || Arrays.stream(counts).sum() < LEAST_IN_PART) {
                    continue;
                }
                looked++;
                double p = SampleRatioCheck.of(counts, weights).pValue().value();
                if (p < lowest) {
                    lowest = p;
                    where = dimension.getKey().code() + " = " + part.getKey();
                }
            }
        }
        if (looked == 0) {
            return none(SAMPLE_RATIO_PARTS, ALARM, "No part of the visitors is large enough to look at.");
        }
        double adjusted = Math.min(1, lowest * looked);
        return new HealthCheck(
                SAMPLE_RATIO_PARTS,
                adjusted < ALARM ? "warn" : "pass",
                Coarse.pValue(adjusted, LEAST_IN_PART),
                ALARM,
                adjusted < ALARM
                        ? "Where " + where
                                + ", the variants did not get their planned shares: look for what fails there."
                        : "The variants got their planned shares in every part of the visitors.");
    }

    /** Consent is asked before the variant can matter: where it differs by variant, those who are compared differ. */
    private HealthCheck consentBalance(Map<String, Statistics> byConsent) {
        List<ProportionSample> consents = new ArrayList<>();
        long askedAll = 0;
        long agreedAll = 0;
        for (Variant variant : variants) {
            long all = byConsent.values().stream()
                    .mapToLong(part -> part.visitors(variant.key()).counted())
                    .sum();
            Statistics granted = byConsent.get(GRANTED);
            long agreed = granted == null ? 0 : granted.visitors(variant.key()).counted();
            if (all == 0) {
                return none(CONSENT_BALANCE, ALARM, "Of nobody it is known how they answered when they came.");
            }
            consents.add(new ProportionSample(all, agreed));
            askedAll += all;
            agreedAll += agreed;
        }
        if (consents.size() < 2) {
            return none(CONSENT_BALANCE, ALARM, "There is one variant.");
        }
        ConsentBalanceCheck check = ConsentBalanceCheck.of(consents);
        return new HealthCheck(
                CONSENT_BALANCE,
                check.passes() ? "pass" : "fail",
                Coarse.pValue(check.pValue().value(), Math.min(agreedAll, askedAll - agreedAll)),
                ALARM,
                check.passes()
                        ? "Visitors of all variants had agreed equally often when they came."
                        : "Visitors of the variants had agreed at different rates when they came: who is compared differs.");
    }

    /** Of the units that were assigned and seen, those that count. */
    private HealthCheck measurementParity(Statistics whole) {
        List<ProportionSample> measured = new ArrayList<>();
        for (Variant variant : variants) {
            Statistics.Visitors visitors = whole.visitors(variant.key());
            long seen = visitors.counted() + visitors.quarantined();
            if (seen == 0) {
                return none(MEASUREMENT_PARITY, MeasurementParityCheck.LIMIT, "A variant was not seen yet.");
            }
            measured.add(new ProportionSample(seen, visitors.counted()));
        }
        if (measured.size() < 2) {
            return none(MEASUREMENT_PARITY, MeasurementParityCheck.LIMIT, "There is one variant.");
        }
        MeasurementParityCheck check = MeasurementParityCheck.of(measured);
        return new HealthCheck(
                MEASUREMENT_PARITY,
                check.passes() ? "pass" : "fail",
                check.difference(),
                MeasurementParityCheck.LIMIT,
                check.passes()
                        ? "The same share of visitors could be counted in every variant."
                        : "The share of visitors who could be counted differs by more than a point between variants.");
    }

    /** An A/A test on the time before: what came before cannot be an effect. */
    private HealthCheck preExposureBias(Statistics whole) {
        double lowest = 1;
        int looked = 0;
        String where = "";
        Variant baseline = kept.experiment().baseline();
        for (Metric metric : metrics) {
            if (!metric.covariate() || metric.kind() == MetricKind.RATIO || metric.needsAllValues()) {
                continue;
            }
            for (Variant variant : variants) {
                if (variant.equals(baseline)) {
                    continue;
                }
                try {
                    double p = WelchComparison.of(
                                    before(whole.totals(baseline.key(), metric.key())),
                                    before(whole.totals(variant.key(), metric.key())),
                                    Confidence.NINETY_FIVE_PERCENT)
                            .pValues()
                            .twoSided()
                            .value();
                    looked++;
                    if (p < lowest) {
                        lowest = p;
                        where = metric.key();
                    }
                } catch (StatisticsException e) {
                    // Too few visitors, or nobody did anything before: nothing to compare.
                }
            }
        }
        if (looked == 0) {
            return none(PRE_EXPOSURE, ALARM, "No metric keeps what visitors did before.");
        }
        double adjusted = Math.min(1, lowest * looked);
        String status = adjusted < ALARM ? "fail" : adjusted < WARNING ? "warn" : "pass";
        return new HealthCheck(
                PRE_EXPOSURE,
                status,
                adjusted,
                ALARM,
                status.equals("pass")
                        ? "Before they met a variant, visitors of all variants were alike."
                        : "Visitors of the variants differed in " + where
                                + " before they met a variant: chance did not split them.");
    }

    private static MeanSample before(Totals totals) {
        return Samples.covariate(totals).covariate();
    }

    private HealthCheck bots(Statistics whole, long bots) {
        long people = Arrays.stream(counts(whole)).sum();
        if (people + bots == 0) {
            return none(BOTS, MANY_BOTS, "Nobody came yet.");
        }
        double share = (double) bots / (bots + people);
        return new HealthCheck(
                BOTS,
                share > MANY_BOTS ? "warn" : "pass",
                share,
                MANY_BOTS,
                share > MANY_BOTS
                        ? "More requests of programs than visitors were left out: look at where they come from."
                        : "Requests of programs were left out before anybody was assigned, alike in every variant.");
    }

    private long[] counts(Statistics statistics) {
        return variants.stream()
                .mapToLong(variant -> statistics.visitors(variant.key()).counted())
                .toArray();
    }

    private static HealthCheck none(String check, double threshold, String why) {
        return new HealthCheck(check, "not_applicable", null, threshold, why);
    }
}
