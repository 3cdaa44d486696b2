package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** One site's page. */
@MessageBundle("site")
public interface SiteWords {

    @Message("The tag for your pages")
    String tag();

    @Message("Put it into the head of every page. It fetches the rules, decides in the browser, and sends nothing about"
            + " the visitor before they allow it.")
    String tagHelp();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Public site key")
    String siteKey();

    @Message("The secret server key was shown once, when the site was made.")
    String serverKeyHelp();

    @Message("Origins")
    String origins();

    @Message("None yet: without one, no page may send events.")
    String noOrigins();

    @Message("Time zone")
    String timeZone();

    @Message("Language of visitors’ texts")
    String locale();

    @Message("Events are kept for")
    String retention();

    @Message("One question to visitors")
    String feedback();

    @Message("shown to nobody")
    String feedbackOff();

    @Message("shown in {share} of the sessions")
    String feedbackShare(String share);

    @Message("chance changes some answers before they are sent (ε = {epsilon})")
    String feedbackRandomized(String epsilon);

    @Message("“Why am I seeing this?”")
    String badge();

    @Message("a sign on everything that was personalized")
    String badgeOn();

    @Message("no sign; the page opens it by itself")
    String badgeOff();

    @Message("{days} days")
    String days(int days);

    @Message("Needed before anybody is counted")
    String consent();

    @Message("no consent")
    String noConsent();

    @Message("{#when purpose}{#is 'measurement'}measurement{#is 'remembering'}remembering"
            + "{#is 'personalization'}personalization{#else}{purpose}{/when}")
    String purpose(String purpose);

    @Message("Attributes")
    String attributes();

    @Message("What visitors may tell about themselves. The values stay in their browser.")
    String attributesHelp();

    @Message("No attribute yet.")
    String noAttributes();

    @Message("Attribute")
    String attribute();

    @Message("Why we ask")
    String whyWeAsk();

    @Message("Where it comes from")
    String provenance();

    @Message("{#when provenance}{#is 'stated'}stated by the visitor{#is 'observed_here'}observed here"
            + "{#is 'inferred'}inferred{#is 'third_party'}from others{#else}{provenance}{/when}")
    String provenanceKind(String provenance);

    @Message("Kept for")
    String keptFor();

    @Message("Metrics")
    String metrics();

    @Message("How events become a number for each visitor. The trust metrics are there without being defined.")
    String metricsHelp();

    @Message("No metric of its own yet.")
    String noMetrics();

    @Message("Event")
    String event();

    @Message("What it counts")
    String counts();

    @Message("Better")
    String better();

    @Message("Window")
    String window();

    @Message("{hours} hours after the exposure")
    String hours(int hours);

    @Message("no limit")
    String noLimit();

    @Message("Settings")
    String settings();
}
