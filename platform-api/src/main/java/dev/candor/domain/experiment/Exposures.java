package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** When the snippet says that a visitor met their variant. */
public enum Exposures implements Coded {
    /** As soon as the page shows it. */
    AUTOMATIC("automatic"),
    /** When the page says so itself, as a feature flag does whose payload is used later or never. */
    ASKED("asked");

    private final String code;

    Exposures(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
