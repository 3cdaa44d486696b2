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

    @Message("Or one build, held to its hash")
    String pinnedTag();

    @Message(
            "The browser runs this build and no other, and keeps it for a year. Builds that were released are served for"
                    + " ever; improvements reach the page only with a new tag.")
    String pinnedTagHelp();

    @Message("Or without flicker")
    String maskedTag();

    @Message(
            "As the first script in the head. What the experiments running now may change stays out of sight until it is"
                    + " known what the visitor sees, at most 0.8 seconds. Fetch the tag anew when other elements are changed.")
    String maskedTagHelp();

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

    @Message("Decisions")
    String decisions();

    @Message("{#if byServer}by the server: pages get no rules; what visitors declare is sent with each page under their consent, and"
            + " not kept{#else}in the browser: what visitors declare stays there{/if}")
    String decisionsBy(boolean byServer);

    @Message("{days} days")
    String days(int days);

    @Message("Needed before anybody is counted")
    String consent();

    @Message("no consent")
    String noConsent();

    @Message("{#when purpose}{#is 'measurement'}measurement{#is 'remembering'}remembering"
            + "{#is 'personalization'}personalization{#else}{purpose}{/when}")
    String purpose(String purpose);

    @Message("What counts beside the visitor’s answer")
    String signals();

    @Message("Global Privacy Control")
    String gpc();

    @Message("{#if strict}switches personalization off{#else}changes nothing: Candor passes no data on{/if}")
    String gpcPolicy(boolean strict);

    @Message("Do Not Track")
    String dnt();

    @Message("{#if heeded}counts as a refusal{#else}is not heeded{/if}")
    String dntPolicy(boolean heeded);

    @Message("Without any answer")
    String unanswered();

    @Message(
            "{#when rule}{#is 'optIn'}nothing is allowed{#is 'optOut'}counting is allowed, nothing else{#else}{rule}{/when}")
    String jurisdiction(String rule);

    @Message("Attributes")
    String attributes();

    @Message("What visitors may tell about themselves. {#if byServer}The values are kept in their browser, and sent to the server with each"
            + " page while they allow it.{#else}The values stay in their browser.{/if}")
    String attributesHelp(boolean byServer);

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

    @Message("Paperwork")
    String paperwork();

    @Message("Made from what is configured now. Drafts for a lawyer, not legal advice.")
    String paperworkHelp();

    @Message("Privacy notice")
    String paperNotice();

    @Message("Record of processing")
    String paperRecord();

    @Message("Screening for an impact assessment")
    String paperScreening();

    @Message("Download as Markdown")
    String paperDownload();

    @Message("Trust badge")
    String trustBadge();

    @Message(
            "A picture for your pages that stands only while every check below holds; when one fails, it is gone within a minute. It leads"
                    + " to the public page of what is in force.")
    String trustBadgeHelp();

    @Message("Every check holds: the badge is shown.")
    String trustBadgeShown();

    @Message("The badge is not shown. What fails:")
    String trustBadgeWithheld();

    @Message("{#when code}{#is 'deletion'}Deletion did not run within the last 26 hours: look at the program’s log"
            + "{#is 'audit'}The audit is not as it was written: ask for GET /api/v1/audit/verify"
            + "{#is 'texts'}An attribute is not explained in every language of the site"
            + "{#is 'controller'}The site has no contact: set controller.contact"
            + "{#is 'consent'}The consent policy asks for less than that of a fresh site"
            + "{#is 'stated'}A running experiment uses what visitors did not state: an administrator let it pass"
            + "{#is 'encrypted'}An origin of the site is not https{#else}{code}{/when}")
    String trustCheckFails(String code);

    @Message("Public trust page")
    String trustPage();

    @Message("HTML to paste, or to insert by an experiment: whether a badge helps is a question like any other")
    String trustBadgeHtml();

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

    @Message("What conversions may say besides")
    String eventProperties();

    @Message("nothing")
    String noEventProperties();

    @Message(
            "One key a line, for example basketSize: at most 50, each of 1 to 64 letters, digits and _, a letter first."
                    + " A conversion with a property that is not listed is refused, so never list what says who somebody is.")
    String eventPropertiesHelp();

    @Message("Save")
    String save();

    @Message("Receipts are kept for")
    String receipts();

    @Message("Pseudonyms")
    String pseudonyms();

    @Message(
            "Visitors are kept under pseudonyms, which get another key after {days} days or when you say so. Running experiments go"
                    + " on counting as before. Eight days after the last one of the time ended, at the latest 395 days after its end, the"
                    + " old key is destroyed: then nobody can tell any more whose those rows were.")
    String pseudonymsHelp(int days);

    @Message("Epoch")
    String epoch();

    @Message("From")
    String epochFrom();

    @Message("Until")
    String epochUntil();

    @Message("Key")
    String epochKey();

    @Message("in force")
    String epochInForce();

    @Message("kept while these experiments count by it: {experiments}")
    String epochHeld(String experiments);

    @Message("kept for what is still on its way")
    String epochEnds();

    @Message("destroyed {when}")
    String epochDestroyed(String when);

    @Message("Begin a new epoch now")
    String beginEpoch();

    @Message("Last deleted")
    String lastPurge();

    @Message("nothing yet")
    String noPurge();

    @Message(
            "{#when kind}{#is 'events'}events{#is 'receipts'}receipts{#is 'salts'}keys of the day{#is 'pseudonyms'}keys of epochs"
                    + "{#is 'withdrawals'}withdrawals{#else}{kind}{/when}")
    String purge(String kind);

    @Message("Asked")
    String asked();

    @Message("fewer than {count}")
    String few(int count);

    @Message("Answered")
    String answered();

    @Message("Used for visitors")
    String delivered();

    @Message("taken, nothing given")
    String forNothing();

    @Message(
            "Taken, nothing given: visitors answered, and for 30 days nothing that anybody saw used it. Use it, or stop"
                    + " asking.")
    String ledgerHelp();
}
