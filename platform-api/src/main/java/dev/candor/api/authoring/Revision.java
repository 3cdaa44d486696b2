package dev.candor.api.authoring;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Which revision an edit was made from, as {@code ETag} and {@code If-Match} say it. */
final class Revision {

    private Revision() {}

    static String tag(long revision) {
        return Long.toString(revision);
    }

    /**
     * The revision in an {@code If-Match} header.
     *
     * @throws ProblemException PRECONDITION_REQUIRED without one, STALE_REVISION when it is no revision of ours
     */
    static long of(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED,
                    "send the header If-Match with the ETag that you were given when you read it");
        }
        String tag = ifMatch.strip();
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            tag = tag.substring(1, tag.length() - 1);
        }
        try {
            return Long.parseLong(tag);
        } catch (NumberFormatException e) {
            throw new ProblemException(ProblemType.STALE_REVISION, "If-Match is not an ETag of this resource");
        }
    }
}
