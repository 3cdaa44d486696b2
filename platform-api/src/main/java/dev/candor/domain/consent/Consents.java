package dev.candor.domain.consent;

/** A visitor's answers, one for each purpose. */
public record Consents(ConsentState measurement, ConsentState remembering, ConsentState personalization) {

    /** Nobody was asked yet: every purpose is off. */
    public static final Consents NONE = new Consents(ConsentState.UNKNOWN, ConsentState.UNKNOWN, ConsentState.UNKNOWN);

    public ConsentState of(Purpose purpose) {
        return switch (purpose) {
            case MEASUREMENT -> measurement;
            case REMEMBERING -> remembering;
            case PERSONALIZATION -> personalization;
        };
    }

    public boolean grants(Purpose purpose) {
        return of(purpose) == ConsentState.GRANTED;
    }
}
