package dev.candor.domain.consent;

/**
 * Which signals a site heeds beyond the visitor's own answer, and what counts where there is none.
 *
 * @param strictGpc whether Global Privacy Control switches personalization off; if not, it only forbids passing data on,
 *     which Candor never does
 * @param doNotTrack whether DNT counts as a refusal
 * @param fallback what counts where nobody has said anything
 */
public record SignalPolicy(boolean strictGpc, boolean doNotTrack, JurisdictionDefault fallback) {

    /** A fresh site: GPC is heeded strictly; DNT, which browsers gave up, is not; nothing is granted by default. */
    public static final SignalPolicy DEFAULT = new SignalPolicy(true, false, JurisdictionDefault.OPT_IN);
}
