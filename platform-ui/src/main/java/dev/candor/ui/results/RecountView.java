package dev.candor.ui.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.ledger.Jobs.Job;
import dev.candor.api.problem.Json;
import dev.candor.ui.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * What the last recount found, or how far the present one is.
 *
 * @param address of this part of the page; a recount is asked for by posting to it
 * @param running whether one goes on
 * @param done    how many of {@code total} steps are done
 * @param line    what came of it, in a sentence
 * @param tone    {@code good}, {@code warn}, {@code bad} or {@code plain}
 * @param mayAsk  whether the reader may ask for one now
 */
public record RecountView(
        String address, boolean running, int done, int total, String line, String tone, boolean mayAsk) {

    /** @param job the last one; null where there was none */
    public static RecountView of(@Nullable Job job, String address, boolean mayEdit, Words words) {
        if (job == null) {
            return new RecountView(address, false, 0, 0, words.results().recountNever(), "plain", mayEdit);
        }
        if (job.isRunning()) {
            return new RecountView(
                    address,
                    true,
                    job.done(),
                    job.total(),
                    words.results().recountRunning(job.done(), job.total()),
                    "plain",
                    false);
        }
        String when = words.formats().dateTime(job.finishedAt() == null ? job.startedAt() : job.finishedAt());
        JsonNode result = job.result() == null ? Json.object() : Json.kept(job.result());
        if (!job.status().equals("done")) {
            String reason = result.path("reason").asText();
            return new RecountView(address, false, 0, 0, words.results().recountFailed(when, reason), "bad", mayEdit);
        }
        boolean confirmed = result.path("confirmed").asBoolean();
        String line = confirmed
                ? words.results().recountConfirmed(when)
                : words.results().recountRepaired(when, words.formats().whole(units(result)));
        return new RecountView(address, false, 0, 0, line, confirmed ? "good" : "warn", mayEdit);
    }

    /** How many units were not as their events say. */
    private static long units(JsonNode result) {
        return result.path("missing").asLong()
                + result.path("superfluous").asLong()
                + result.path("different").asLong();
    }
}
