package dev.candor.domain.assignment;

import dev.candor.domain.Coded;

/** Why a unit got a variant, or none. */
public enum Reason implements Coded {
    ASSIGNED("assigned"),
    /** Keeps what an earlier phase gave. */
    STICKY("sticky"),
    /** By a signed preview link; never counted. */
    FORCED("forced"),
    NOT_RUNNING("not_running"),
    NOT_IN_AUDIENCE("not_in_audience"),
    NOT_IN_TRAFFIC("not_in_traffic"),
    HELD_OUT("held_out"),
    EXCLUDED_BY_LAYER("excluded_by_layer"),
    CONSENT_REQUIRED("consent_required"),
    NO_UNIT("no_unit"),
    EXCLUDED_TRAFFIC("excluded_traffic"),
    UNKNOWN_EXPERIMENT("unknown_experiment");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
