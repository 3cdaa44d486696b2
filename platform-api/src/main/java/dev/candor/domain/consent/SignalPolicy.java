package dev.candor.domain.consent;

/**
 * Which signals of the browser a site heeds beyond the visitor's own answer.
 *
 * @param strictGpc whether Global Privacy Control switches personalization off; if not, it only forbids passing data on,
 *     which Candor never does
 * @param doNotTrack whether DNT counts as a refusal
 */
public record SignalPolicy(boolean strictGpc, boolean doNotTrack) {

    /** A fresh site: GPC is heeded strictly; DNT, which browsers gave up, is not. */
    public static final SignalPolicy DEFAULT = new SignalPolicy(true, false);
}
