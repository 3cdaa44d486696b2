package dev.candor.domain.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where units stand, by answers that other implementations gave. Other answers: {@code -Dcandor.bucketing=FOLDER}. */
class BucketingVectorsTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("candor.bucketing", Path.of("src", "test", "resources", "vectors") + ""));
    private static final Set<String> SECTIONS = Set.of("about", "hashes", "splits", "cuts");

    @Test
    void everyVectorOfEveryFileIsMet() throws IOException {
        List<String> failures = new ArrayList<>();
        int checked = 0;
        int files = 0;
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(FOLDER, "*.json")) {
            for (Path file : folder) {
                checked += check(file, failures);
                files++;
            }
        }
        System.out.printf(
                "bucketing vectors: %d files, %d passed, %d failed%n",
                files, checked - failures.size(), failures.size());
        assertThat(files).as("files in " + FOLDER).isPositive();
        assertThat(failures).isEmpty();
    }

    private static int check(Path file, List<String> failures) throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(Files.readAllBytes(file));
        assertThat(vectors.isObject()).as(file + " holds an object").isTrue();
        Set<String> names = new TreeSet<>();
        vectors.fieldNames().forEachRemaining(names::add);
        assertThat(names).as(file + " holds known sections").isSubsetOf(SECTIONS);
        int checked = 0;
        for (JsonNode hash : section(vectors, "hashes", Set.of("seed", "unit", "hash"))) {
            long expected = whole(hash, "hash");
            long actual = Bucketing.bucket(text(hash, "seed"), text(hash, "unit"));
            checked++;
            if (actual != expected) {
                failures.add(file.getFileName() + " " + hash + ": hash " + actual);
            }
        }
        for (JsonNode split : section(vectors, "splits", Set.of("seed", "unit", "weights", "variant"))) {
            checked++;
            note(file, split, Bucketing.bucket(text(split, "seed"), text(split, "unit")), failures);
        }
        for (JsonNode cut : section(vectors, "cuts", Set.of("hash", "weights", "variant"))) {
            checked++;
            note(file, cut, whole(cut, "hash"), failures);
        }
        assertThat(checked).as(file + " holds vectors").isPositive();
        return checked;
    }

    private static void note(Path file, JsonNode vector, long bucket, List<String> failures) {
        int expected = vector.get("variant").isNull() ? -1 : (int) whole(vector, "variant");
        int actual = variant(weights(vector), bucket);
        if (actual != expected) {
            failures.add(file.getFileName() + " " + vector + ": variant " + actual);
        }
    }

    /** The index that the platform gives this bucket; -1 for none. Weights that leave a rest are thresholds alone. */
    private static int variant(List<Integer> weights, long bucket) {
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        if (total == 10_000) {
            List<Variant> variants = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                variants.add(Examples.variant(Integer.toString(i), VariantRole.CONTROL, weights.get(i)));
            }
            Phase phase = new Phase(1, Instant.EPOCH, weights);
            return Integer.parseInt(Assigner.variantAt(Examples.withVariants(Examples.sound(), variants), phase, bucket)
                    .key());
        }
        int share = 0;
        for (int i = 0; i < weights.size(); i++) {
            share += weights.get(i);
            if (bucket < Bucketing.threshold(share)) {
                return i;
            }
        }
        return -1;
    }

    private static List<JsonNode> section(JsonNode vectors, String name, Set<String> shape) {
        JsonNode section = vectors.path(name);
        List<JsonNode> entries = new ArrayList<>();
        if (!section.isMissingNode()) {
            assertThat(section.isArray()).as(name + " is a list").isTrue();
        }
        for (JsonNode entry : section) {
            Set<String> names = new TreeSet<>();
            entry.fieldNames().forEachRemaining(names::add);
            assertThat(names).as(name + " has entries of a known shape").isEqualTo(shape);
            entries.add(entry);
        }
        return entries;
    }

    private static String text(JsonNode vector, String name) {
        assertThat(vector.get(name).isTextual()).as(name + " of " + vector).isTrue();
        return vector.get(name).textValue();
    }

    private static long whole(JsonNode vector, String name) {
        assertThat(vector.get(name).isIntegralNumber())
                .as(name + " of " + vector)
                .isTrue();
        return vector.get(name).longValue();
    }

    private static List<Integer> weights(JsonNode vector) {
        assertThat(vector.get("weights").isArray()).as("weights of " + vector).isTrue();
        List<Integer> weights = new ArrayList<>();
        vector.get("weights").forEach(weight -> weights.add(weight.intValue()));
        return weights;
    }

    @Test
    void aSecondImplementationAgreesOnRandomText() {
        // hash4j 0.26, Hashing.murmur3_32() with seed 0, over the same UTF-8 bytes
        long seed = 20260301;
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String name = randomText(random, 12);
            String unit = randomText(random, 70);
            int witness = Hashing.murmur3_32().hashBytesToInt((name + "/" + unit).getBytes(StandardCharsets.UTF_8));
            assertThat(Bucketing.bucket(name, unit))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(Integer.toUnsignedLong(witness));
        }
    }

    @Test
    void halfAPairCountsAsTheReplacementCharacter() {
        for (String half : List.of("\ud800", "\udc00")) {
            assertThat(Bucketing.bucket("s", "a" + half + "b")).isEqualTo(Bucketing.bucket("s", "a\ufffdb"));
            assertThat(Bucketing.bucket("s" + half, "a")).isEqualTo(Bucketing.bucket("s\ufffd", "a"));
        }
        assertThat(Bucketing.bucket("s", "\udc00\ud800")).isEqualTo(Bucketing.bucket("s", "\ufffd\ufffd"));
    }

    /** Characters of one to four bytes, never half of a pair. */
    private static String randomText(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            int[] ends = {0x80, 0x800, 0xd800, 0x110000};
            int kind = random.nextInt(4);
            int start = kind == 3 ? 0x10000 : 1;
            text.appendCodePoint(start + random.nextInt(ends[kind] - start));
        }
        return text.toString();
    }

    @Test
    void thresholdsAreRoundedDownAndEveryoneIsAllBuckets() {
        // floor(share * 2^32 / 10 000); Python 3.11 integers
        assertThat(Bucketing.threshold(0)).isZero();
        assertThat(Bucketing.threshold(1)).isEqualTo(429_496L);
        assertThat(Bucketing.threshold(3333)).isEqualTo(1_431_512_599L);
        assertThat(Bucketing.threshold(5000)).isEqualTo(2_147_483_648L);
        assertThat(Bucketing.threshold(9999)).isEqualTo(4_294_537_799L);
        assertThat(Bucketing.threshold(10_000)).isEqualTo(4_294_967_296L);
    }
}
