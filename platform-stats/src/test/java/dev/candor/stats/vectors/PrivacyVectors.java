package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.privacy.NoiseMechanism;
import dev.candor.stats.privacy.NoisedComparison;
import dev.candor.stats.privacy.NoisedCount;
import dev.candor.stats.privacy.RandomizedChoice;
import dev.candor.stats.privacy.RandomizedResponse;
import dev.candor.stats.sample.ProportionSample;
import java.util.Map;

/** Privacy's price. */
final class PrivacyVectors {
    static final Map<String, Method> METHODS = Map.of(
            "ldp_randomized_response", PrivacyVectors::randomizedResponse,
            "ldp_k_randomized_response", PrivacyVectors::randomizedChoice,
            "dp_noise_mechanism", PrivacyVectors::noiseMechanism,
            "dp_noised_counts", PrivacyVectors::noisedCounts);

    private PrivacyVectors() {}

    private enum Mechanism {
        LAPLACE,
        DISCRETE_LAPLACE,
        GAUSSIAN,
        DISCRETE_GAUSSIAN
    }

    private static Answer randomizedResponse(Arguments in) {
        RandomizedResponse mechanism = in.has("epsilon")
                ? RandomizedResponse.ofEpsilon(in.number("epsilon"))
                : new RandomizedResponse(in.number("p_yes_given_yes"), in.number("p_yes_given_no"));
        Confidence level = new Confidence(in.number("alpha"));
        var comparison = mechanism.compare(reports(in.object("control")), reports(in.object("treatment")), level);
        return new Answer()
                .put("p_yes_given_yes", mechanism.yesGivenYes())
                .put("p_yes_given_no", mechanism.yesGivenNo())
                .put("implied_epsilon", mechanism.epsilon())
                .putAll(rate("control", comparison.control()))
                .putAll(rate("treatment", comparison.treatment()))
                .put("diff", comparison.difference())
                .put("se_diff", comparison.standardError())
                .put("z", comparison.z())
                .put("p_two_sided", comparison.pTwoSided())
                .interval("diff", comparison.interval());
    }

    private static ProportionSample reports(Arguments variant) {
        return new ProportionSample(variant.count("n"), variant.count("reported_yes"));
    }

    private static Answer rate(String variant, RandomizedResponse.Rate rate) {
        return new Answer()
                .put("rate_" + variant, rate.rate())
                .put("se_" + variant, rate.standardError())
                .put("lower_" + variant, rate.interval().lower())
                .put("upper_" + variant, rate.interval().upper())
                .put("clipped_rate_" + variant, rate.clipped());
    }

    private static Answer randomizedChoice(Arguments in) {
        long[] counts = in.counts("counts");
        RandomizedChoice mechanism = new RandomizedChoice(counts.length, in.number("epsilon"));
        var shares = mechanism.shares(counts, new Confidence(in.number("alpha")));
        return new Answer()
                .put("p_keep", mechanism.keep())
                .put("p_other", mechanism.other())
                .put("estimates", shares.shares())
                .put("standard_errors", shares.standardErrors())
                .put("lower", shares.intervals().stream().map(Interval::lower).toList())
                .put("upper", shares.intervals().stream().map(Interval::upper).toList())
                .put("projected", shares.projected());
    }

    private static Answer noiseMechanism(Arguments in) {
        double sensitivity = in.number("sensitivity");
        return switch (in.choice("mechanism", Mechanism.class)) {
            case LAPLACE -> {
                var noise = new NoiseMechanism.Laplace(sensitivity, in.number("epsilon"));
                yield noise(noise, in).put("scale", noise.scale()).put("rho_upper_bound", noise.rhoUpperBound());
            }
            case DISCRETE_LAPLACE -> {
                var noise = new NoiseMechanism.DiscreteLaplace(sensitivity, in.number("epsilon"));
                yield noise(noise, in).put("scale", noise.scale()).put("rho_upper_bound", noise.rhoUpperBound());
            }
            case GAUSSIAN -> {
                var noise = new NoiseMechanism.Gaussian(sensitivity, in.number("rho"));
                yield noise(noise, in).put("scale", noise.scale()).put("epsilon_at_delta_1e-6", noise.epsilonAt(1e-6));
            }
            case DISCRETE_GAUSSIAN -> {
                var noise = new NoiseMechanism.DiscreteGaussian(sensitivity, in.number("rho"));
                yield noise(noise, in).put("scale", noise.scale()).put("epsilon_at_delta_1e-6", noise.epsilonAt(1e-6));
            }
        };
    }

    private static Answer noise(NoiseMechanism noise, Arguments in) {
        return new Answer().put("variance", noise.variance()).put("half_width", noise.halfWidth(in.number("alpha")));
    }

    private static Answer noisedCounts(Arguments in) {
        NoisedCount control = noised(in.object("control"));
        NoisedCount treatment = noised(in.object("treatment"));
        NoisedComparison comparison = NoisedComparison.of(control, treatment, new Confidence(in.number("alpha")));
        return new Answer()
                .put("rate_control", control.rate())
                .put("sampling_variance_control", control.samplingVariance())
                .put("noise_variance_control", control.noiseVariance())
                .put("rate_treatment", treatment.rate())
                .put("sampling_variance_treatment", treatment.samplingVariance())
                .put("noise_variance_treatment", treatment.noiseVariance())
                .put("diff", comparison.difference())
                .put("se_naive", comparison.standardErrorWithoutNoise())
                .put("se", comparison.standardError())
                .put("z", comparison.z())
                .put("p_two_sided", comparison.pTwoSided())
                .put("lower", comparison.interval().lower())
                .put("upper", comparison.interval().upper());
    }

    private static NoisedCount noised(Arguments variant) {
        return new NoisedCount(
                variant.number("n"),
                variant.number("x"),
                variant.number("noise_variance_n"),
                variant.number("noise_variance_x"));
    }
}
