package dev.candor.api.catalog;

import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.attribute.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A site's ruleset as browsers fetch it. It holds what runs at that moment and nothing else, so that it is made anew
 * whenever a planned start or end has passed: by whoever asks first, with no timer that could be late.
 */
public final class PublicRuleset {

    private final Ruleset ruleset;
    private final Map<String, Attribute> attributes;
    private volatile @Nullable Edition current;

    PublicRuleset(Ruleset ruleset, Map<String, Attribute> attributes) {
        this.ruleset = ruleset;
        this.attributes = attributes;
    }

    /**
     * The bytes of one moment, each form with an entity tag of its own.
     *
     * @param from  in force from this moment on
     * @param until up to this one; null for no end
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, read only, compared by its tag
    public record Edition(Instant from, @Nullable Instant until, byte[] plain, byte[] gzip, String tag) {

        /** The entity tag of the compressed form, without its quotes. */
        public String gzipTag() {
            return tag + "-gzip";
        }

        private boolean holds(Instant now) {
            return !now.isBefore(from) && (until == null || now.isBefore(until));
        }
    }

    /** What browsers get at {@code now}. */
    public Edition at(Instant now) {
        Edition edition = current;
        if (edition == null || !edition.holds(now)) {
            edition = make(now);
            current = edition;
        }
        return edition;
    }

    private Edition make(Instant now) {
        List<Rule> running = ruleset.rules().stream()
                .filter(rule -> rule.opens() <= now.toEpochMilli() && now.toEpochMilli() < rule.closes())
                .toList();
        byte[] plain = RulesetJson.bytes(
                new Ruleset(
                        ruleset.siteKey(),
                        ruleset.revision(),
                        ruleset.consentPolicy(),
                        ruleset.signalPolicy(),
                        ruleset.holdoutSeed(),
                        ruleset.holdoutShare(),
                        running,
                        ruleset.hosts()),
                attributes);
        List<Instant> boundaries = boundaries();
        Optional<Instant> from =
                boundaries.stream().filter(b -> !b.isAfter(now)).max(Instant::compareTo);
        Optional<Instant> until =
                boundaries.stream().filter(b -> b.isAfter(now)).min(Instant::compareTo);
        return new Edition(
                from.orElse(Instant.MIN), until.orElse(null), plain, gzip(plain), RulesetJson.entityTag(plain));
    }

    private List<Instant> boundaries() {
        return ruleset.rules().stream()
                .map(Rule::experiment)
                .flatMap(experiment -> Stream.of(
                                Optional.ofNullable(experiment.startsAt()), Optional.ofNullable(experiment.endsAt()))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION); // once for many answers
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
