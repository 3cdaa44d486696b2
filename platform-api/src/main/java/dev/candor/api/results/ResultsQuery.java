package dev.candor.api.results;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Coded;
import dev.candor.domain.Fault;
import dev.candor.domain.event.Dimension;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which results are asked for.
 *
 * @param phase     by its number; null for the present one
 * @param breakdown by this dimension besides; null for none
 * @param asOf      as they were at that moment; null for now
 */
public record ResultsQuery(
        @Nullable Integer phase,
        @Nullable Dimension breakdown,
        @Nullable Instant asOf) {

    /** The present phase, now, whole. */
    public static final ResultsQuery PRESENT = new ResultsQuery(null, null, null);

    /**
     * The query in a request's parameters.
     *
     * @throws ProblemException INVALID_REQUEST with everything that is wrong with them
     */
    public static ResultsQuery read(@Nullable String phase, @Nullable String breakdown, @Nullable String asOf) {
        List<Fault> faults = new ArrayList<>();
        ResultsQuery query = new ResultsQuery(phase(phase, faults), breakdown(breakdown, faults), asOf(asOf, faults));
        if (query.breakdown != null && query.asOf != null) {
            faults.add(new Fault("/breakdown", "is of the present alone: a snapshot keeps no breakdown"));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, faults);
        }
        return query;
    }

    /** The same as a request's parameters, with the question mark; empty for the present. */
    public String parameters() {
        List<String> parameters = new ArrayList<>();
        if (phase != null) {
            parameters.add("phase=" + phase);
        }
        if (breakdown != null) {
            parameters.add("breakdown=" + breakdown.code());
        }
        if (asOf != null) {
            parameters.add("asOf=" + asOf);
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static @Nullable Integer phase(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number below 1
        }
        faults.add(new Fault("/phase", "must be a whole number from 1 on"));
        return null;
    }

    private static @Nullable Dimension breakdown(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        Dimension dimension = Coded.of(Dimension.class, text).orElse(null);
        if (dimension == Dimension.CONSENT) {
            faults.add(new Fault(
                    "/breakdown",
                    "is not offered by consent: who agrees differs from who refuses in more than the answer, so that comparing"
                            + " them shows effects that are not there"));
            return null;
        }
        if (dimension == null) {
            faults.add(new Fault("/breakdown", "must be one of " + Coded.codes(Dimension.class)));
        }
        return dimension;
    }

    private static @Nullable Instant asOf(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            Instant moment = Instant.parse(text);
            if (moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("3000-01-01T00:00:00Z"))) {
                return moment;
            }
        } catch (DateTimeException e) {
            // said below, as for a year that nobody means
        }
        faults.add(new Fault("/asOf", "must be a time in UTC, for example 2026-03-01T09:00:00Z"));
        return null;
    }
}
