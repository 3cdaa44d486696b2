package dev.candor.ui.experiment;

import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Step;
import dev.candor.domain.experiment.Experience;
import dev.candor.ui.audience.AudienceReading;
import dev.candor.ui.words.ExplainWords;
import dev.candor.ui.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the steps of a decision aloud, in the reader's language. */
final class StepReading {

    private final List<Experience> experiences;
    private final Words words;
    private final ExplainWords say;

    /** @param experiences of the variant that was decided; none where there is no variant */
    StepReading(List<Experience> experiences, Words words) {
        this.experiences = List.copyOf(experiences);
        this.words = words;
        this.say = words.explain();
    }

    static String code(Step step) {
        return switch (step) {
            case Step.Time t -> "time";
            case Step.Person p -> "person";
            case Step.KnownUnit k -> "unit";
            case Step.Allowed a -> "consent";
            case Step.Holdout h -> "holdout";
            case Step.Layer l -> "layer";
            case Step.Traffic t -> "traffic";
            case Step.Audience a -> "audience";
            case Step.Kept k -> "sticky";
            case Step.Drawn d -> "variant";
            case Step.Picked p -> "experience";
        };
    }

    String read(Step step) {
        return switch (step) {
            case Step.Time time -> time(time);
            case Step.Person person -> person.passed() ? say.person() : say.noPerson();
            case Step.KnownUnit unit -> {
                String kind = words.experiment().unitKind(unit.kind().code());
                yield unit.passed() ? say.known(kind) : say.notKnown(kind);
            }
            case Step.Allowed allowed -> allowed(allowed);
            case Step.Holdout holdout ->
                holdout.below() == 0
                        ? say.noHoldout(percent(holdout.bucket()))
                        : say.holdout(percent(holdout.bucket()), percent(holdout.below()));
            case Step.Layer layer ->
                layer.passed() ? say.layerFree(percent(layer.bucket())) : say.layerTaken(percent(layer.bucket()));
            case Step.Traffic traffic ->
                say.traffic(percent(traffic.from()), percent(traffic.to()), percent(traffic.bucket()));
            case Step.Audience audience -> {
                if (audience.audience() == null) {
                    yield say.everybody();
                }
                String rule = new AudienceReading(words.audience()).read(audience.audience());
                yield audience.passed() ? say.audienceHolds(rule) : say.audienceFails(rule);
            }
            case Step.Kept kept -> {
                String variant = kept.carried().variant();
                String phase = Integer.toString(kept.carried().phase());
                yield kept.believed() ? say.believed(variant, phase) : say.notBelieved(variant, phase);
            }
            case Step.Drawn drawn ->
                say.drawn(Integer.toString(drawn.phase()), percent(drawn.bucket()), drawn.variant());
            case Step.Picked picked -> picked(picked);
        };
    }

    private String time(Step.Time time) {
        boolean opens = time.opens() != Long.MIN_VALUE;
        boolean closes = time.closes() != Long.MAX_VALUE;
        if (opens && closes) {
            return say.runsBetween(told(time.opens()), told(time.closes()));
        }
        if (opens) {
            return say.runsFrom(told(time.opens()));
        }
        return closes ? say.runsUntil(told(time.closes())) : say.anyTime();
    }

    private String allowed(Step.Allowed allowed) {
        if (allowed.needed().isEmpty()) {
            return allowed.passed() ? say.nothingNeeded() : say.refusedToBeCounted();
        }
        return say.needed(allowed.needed().stream()
                .sorted()
                .map(purpose -> say.answer(
                        say.purpose(purpose.code()),
                        say.state(allowed.consents().of(purpose).code())))
                .collect(Collectors.joining(words.audience().and())));
    }

    private String picked(Step.Picked picked) {
        if (!picked.allowed()) {
            return say.notAllowed();
        }
        if (picked.index() < 0) {
            return say.noneFits();
        }
        String rule = new AudienceReading(words.audience())
                .read(experiences.get(picked.index()).when());
        return say.fits(Integer.toString(picked.index() + 1), rule);
    }

    private String percent(long bucket) {
        return words.formats().percent((double) bucket / Bucketing.ALL, 2);
    }

    private String told(long milliseconds) {
        return words.formats().dateTime(Instant.ofEpochMilli(milliseconds));
    }
}
