package dev.candor.domain.consent;

import dev.candor.domain.Coded;
import org.jspecify.annotations.Nullable;

/**
 * Everything that speaks about one visitor's consent. The first that says anything counts, in this order: erased or
 * objected, the visitor's explicit choice, GPC, the site's consent tool, DNT, the default of the jurisdiction. The
 * snippet's signals.js is the same function; one file of vectors holds both.
 *
 * @param objected    whether the visitor objected, or had everything erased
 * @param explicit    what the visitor chose in Candor's own panel, or the site told as their choice
 * @param gpc         whether Global Privacy Control is on
 * @param tcf         what a TCF consent tool says, unknown until it has spoken; null where there is none
 * @param consentMode the same of Consent Mode, which is heard where there is no TCF
 * @param doNotTrack  whether DNT is on
 */
public record Signals(
        boolean objected,
        Consents explicit,
        boolean gpc,
        @Nullable Consents tcf,
        @Nullable Consents consentMode,
        boolean doNotTrack) {

    /** Who decided. */
    public enum Source implements Coded {
        OBJECTED("objected"),
        EXPLICIT("explicit"),
        GPC("gpc"),
        TCF("tcf"),
        CONSENT_MODE("consent_mode"),
        DNT("dnt"),
        DEFAULT("default");

        private final String code;

        Source(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** What counts for one purpose, and by whose word. */
    public record Ruling(ConsentState state, Source source) {}

    /** What counts for every purpose. */
    public Consents under(SignalPolicy policy) {
        return new Consents(
                of(Purpose.MEASUREMENT, policy).state(),
                of(Purpose.REMEMBERING, policy).state(),
                of(Purpose.PERSONALIZATION, policy).state());
    }

    /** What counts for this purpose on a site of this policy. */
    public Ruling of(Purpose purpose, SignalPolicy policy) {
        if (objected) {
            return new Ruling(ConsentState.DENIED, Source.OBJECTED);
        }
        if (explicit.of(purpose) != ConsentState.UNKNOWN) {
            return new Ruling(explicit.of(purpose), Source.EXPLICIT);
        }
        if (gpc && policy.strictGpc() && purpose == Purpose.PERSONALIZATION) {
            return new Ruling(ConsentState.DENIED, Source.GPC);
        }
        Consents tool = tcf != null ? tcf : consentMode;
        if (tool != null && tool.of(purpose) != ConsentState.UNKNOWN) {
            return new Ruling(tool.of(purpose), tcf != null ? Source.TCF : Source.CONSENT_MODE);
        }
        if (doNotTrack && policy.doNotTrack()) {
            return new Ruling(ConsentState.DENIED, Source.DNT);
        }
        // Where a tool asks, its silence is no yes.
        boolean granted =
                tool == null && policy.fallback() == JurisdictionDefault.OPT_OUT && purpose == Purpose.MEASUREMENT;
        return new Ruling(granted ? ConsentState.GRANTED : ConsentState.UNKNOWN, Source.DEFAULT);
    }
}
