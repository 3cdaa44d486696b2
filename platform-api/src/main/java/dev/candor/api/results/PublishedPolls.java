package dev.candor.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.problem.Json;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.sample.ProportionSample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people said in polls that the article behind Candor quotes: where a question may begin, and never an answer. */
public final class PublishedPolls {

    public static final String SOURCE = "article (Convert.com, 2019-09-17), citing ConsumerThink and others";

    private PublishedPolls() {}

    /**
     * One row.
     *
     * @param share of those who were asked, in [0, 1]
     * @param n     how many were asked; null where nobody published it
     */
    public record Poll(
            String key, BigDecimal share, @Nullable Long n, String english, String japanese) {

        /**
         * The poll as something to compare with.
         *
         * @throws StatisticsException INSUFFICIENT_DATA without a published sample size: a share of nobody knows how many has no
         *     error, so that no test and no interval means anything
         */
        public ProportionSample sample() {
            if (n == null) {
                throw new StatisticsException(
                        StatisticsException.Code.INSUFFICIENT_DATA, "n", Double.NaN, "no sample size published");
            }
            return new ProportionSample(
                    n,
                    share.multiply(BigDecimal.valueOf(n))
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact());
        }
    }

    /** All rows, in the article's order. */
    public static List<Poll> all() {
        try (InputStream in = Objects.requireNonNull(
                PublishedPolls.class.getClassLoader().getResourceAsStream("benchmarks/published-polls.json"))) {
            List<Poll> polls = new ArrayList<>();
            for (JsonNode row : Json.kept(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
                polls.add(new Poll(
                        row.path("key").asText(),
                        row.path("share").decimalValue(),
                        row.path("n").isNull()
                                ? null
                                : Long.valueOf(row.path("n").longValue()),
                        row.path("en").asText(),
                        row.path("ja").asText()));
            }
            return List.copyOf(polls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
