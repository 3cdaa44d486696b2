package dev.candor.api.decision.ofrep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Ends an evaluation with an error that the protocol knows. */
final class OfrepError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** OpenFeature's error codes, as far as an answer can have them. */
    enum Code {
        FLAG_NOT_FOUND(404),
        PARSE_ERROR(400),
        TARGETING_KEY_MISSING(400),
        INVALID_CONTEXT(400);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Code code;
    private final String details;

    OfrepError(Code code, String details) {
        super(details, null, false, false);
        this.code = code;
        this.details = details;
    }

    Code code() {
        return code;
    }

    /**
     * The body of the answer, or of one flag in it.
     *
     * @param key the flag's; null for an error of all
     */
    String body(@Nullable String key) {
        ObjectNode node = Json.object();
        if (key != null) {
            node.put("key", key);
        }
        return Json.text(node.put("errorCode", code.name()).put("errorDetails", details));
    }
}
