package dev.candor.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.domain.Fault;
import java.util.List;

/** The body of every error response, as RFC 9457 has it. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, List.of());
    }

    public static Problem of(ProblemType type, List<Fault> faults) {
        String detail = faults.size() == 1
                ? (faults.get(0).field() + " " + faults.get(0).message()).strip()
                : faults.size() + " faults: see errors";
        return new Problem(type.uri(), type.title(), type.status(), detail, List.copyOf(faults));
    }
}
