package dev.candor.api.decision;

import dev.candor.api.access.Units;
import dev.candor.api.catalog.VisitorJson;
import dev.candor.api.problem.Fields;
import dev.candor.domain.assignment.Carried;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks about a visitor. The values are used for this one answer and are not kept.
 *
 * @param siteKey     null when a bearer key stands in for it
 * @param unit        the visitor's id; null when there is none
 * @param userId      the site's own id of them; null when there is none
 * @param experiments keys; null for all that run
 * @param carried     what the client remembers of earlier decisions, {@code sticky} in JSON
 * @param preview     the token of a preview link; null without one
 */
record DecideRequest(
        @Nullable String siteKey,
        @Nullable String unit,
        @Nullable String userId,
        @Nullable List<String> experiments,
        Consents consents,
        Facts facts,
        List<Carried> carried,
        @Nullable String preview) {

    /** A body has at most so many bytes: more than fifty texts of the greatest length in each place take. */
    static final int MOST_BYTES = 256 * 1024;

    static final int MAX_SITE_KEY = 100;
    static final int MAX_EXPERIMENTS = 100;
    static final int MAX_EXPERIMENT = 64;
    static final int MAX_PREVIEW = 400;

    /**
     * The request in {@code body}.
     *
     * @throws dev.candor.api.problem.ProblemException with everything that is wrong with it
     */
    static DecideRequest read(byte[] body) {
        DecideRequest request = DecideReader.read(body);
        return request != null ? request : readSlowly(body);
    }

    /** The same by way of a tree, noting every fault. {@link DecideReader} takes nothing that this would refuse. */
    static DecideRequest readSlowly(byte[] body) {
        Fields fields = Fields.received(body);
        DecideRequest request = new DecideRequest(
                fields.optionalText("siteKey", MAX_SITE_KEY).orElse(null),
                Units.given(fields, "unit"),
                Units.given(fields, "userId"),
                fields.has("experiments") ? fields.texts("experiments", MAX_EXPERIMENTS, MAX_EXPERIMENT) : null,
                VisitorJson.consents(fields, ConsentState.UNKNOWN),
                VisitorJson.facts(fields),
                VisitorJson.carried(fields),
                fields.optionalText("preview", MAX_PREVIEW).orElse(null));
        fields.refuse();
        return request;
    }
}
