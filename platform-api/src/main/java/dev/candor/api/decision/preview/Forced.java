package dev.candor.api.decision.preview;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Variant;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a preview link shows: one variant, chosen by nobody's data. */
public record Forced(Experiment experiment, Variant variant, Optional<Experience> experience) {

    /**
     * What {@code token} shows on this site.
     *
     * @throws ProblemException FORBIDDEN for what this site did not sign, GONE when its time is over or it shows nothing
     *     any more
     */
    public static Forced of(Compiled compiled, String token, Instant now) {
        PreviewToken read = PreviewToken.read(token, compiled.seal())
                .filter(t -> t.siteId() == compiled.site().id())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN,
                        "this is not a preview link of this site: copy it whole, or make a new one"));
        if (read.isOver(now)) {
            throw new ProblemException(ProblemType.GONE, "the preview link has expired: make a new one");
        }
        return Optional.ofNullable(compiled.experiments().get(read.experiment()))
                .map(KeptExperiment::experiment)
                .flatMap(experiment -> shown(experiment, read))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.GONE, "the experiment has changed since: make a new preview link"));
    }

    /** The same, or empty for a token that shows nothing. */
    public static Optional<Forced> find(Compiled compiled, String token, Instant now) {
        try {
            return Optional.of(of(compiled, token, now));
        } catch (ProblemException nothing) {
            return Optional.empty();
        }
    }

    private static Optional<Forced> shown(Experiment experiment, PreviewToken token) {
        return experiment.variant(token.variant()).flatMap(variant -> {
            @Nullable Integer index = token.experience();
            if (index == null) {
                return Optional.of(new Forced(experiment, variant, Optional.empty()));
            }
            return index < variant.experiences().size()
                    ? Optional.of(new Forced(
                            experiment,
                            variant,
                            Optional.of(variant.experiences().get(index))))
                    : Optional.empty();
        });
    }
}
