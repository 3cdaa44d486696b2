package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Templates, the checklist, changes while it runs, and preview links. */
@MessageBundle("steering")
public interface SteeringWords {

    @Message("New experiment")
    String newExperiment();

    @Message("Choose how to begin. The draft is yours to change; nothing starts by itself.")
    String newIntro();

    @Message("Template")
    String template();

    @Message("Key")
    String key();

    @Message("What programs call it: a-z, 0-9 and -, at most 64. It cannot be changed later.")
    String keyHelp();

    @Message("Name")
    String name();

    @Message("What people call it, for example “A welcome by interest”.")
    String nameHelp();

    @Message("The metric that decides")
    String primary();

    @Message("Choose later")
    String later();

    @Message("Create the draft")
    String create();

    @Message("Asks visitors for something")
    String asks();

    @Message("Uses nothing about visitors")
    String asksNothing();

    @Message("Before the start")
    String checklist();

    @Message("Everything is in order: this draft may start.")
    String mayStart();

    @Message("{count} {#if count == '1'}thing is{#else}things are{/if} missing before this draft may start.")
    String missing(String count);

    @Message("{count} {#if count == '1'}check has{#else}checks have{/if} passed")
    String passed(String count);

    @Message("{#when outcome}{#is 'fail'}Missing{#is 'warn'}Think about it{#else}In order{/when}")
    String outcome(String outcome);

    @Message("Look at")
    String lookAt();

    @Message(
            "{#when check}{#is 'definition'}Definition{#is 'question'}Question{#is 'variants'}Variants{#is 'traffic'}Traffic"
                    + "{#is 'schedule'}Planned times{#is 'primary_metric'}Metric that decides{#is 'metrics_defined'}Metrics"
                    + "{#is 'margins'}Margins{#is 'smallest_lift'}Smallest worthwhile lift{#is 'maximum_visitors'}Planned visitors"
                    + "{#is 'why'}Reasons told to visitors{#is 'attributes'}What visitors stated{#is 'sensitive'}Sensitive data"
                    + "{#is 'creepy'}Creepy triggers{#is 'audience'}Audience{#is 'layer_room'}Room in the layer"
                    + "{#is 'planned_size'}Planned size{#is 'approval'}Approval{#else}{check}{/when}")
    String check(String check);

    @Message("{#when check}{#is 'definition'}Correct the definition where it breaks a rule."
            + "{#is 'question'}Say in a sentence what the experiment is to answer."
            + "{#is 'variants'}Add a variant to compare with."
            + "{#is 'traffic'}Let a share above 0 take part."
            + "{#is 'schedule'}Plan the times ahead of now."
            + "{#is 'primary_metric'}Choose the one metric that decides; all others only accompany it."
            + "{#is 'metrics_defined'}Define the metric on the site, or take one that is there."
            + "{#is 'margins'}Say how much worse this metric may get before personalization is not worth it."
            + "{#is 'smallest_lift'}Say from which lift on the data would be worth having."
            + "{#is 'maximum_visitors'}Say how many visitors end the plan."
            + "{#is 'why'}Write what the visitor is told, in each language in which your site asks."
            + "{#is 'attributes'}Use only what visitors stated, and register it with its texts."
            + "{#is 'sensitive'}Leave it out: sensitive data is never used, whoever consents."
            + "{#is 'creepy'}Change it so that nobody feels watched or pressed."
            + "{#is 'audience'}Change the rule so that somebody can be in."
            + "{#is 'layer_room'}Take a smaller share, or end another experiment of the layer."
            + "{#is 'planned_size'}Bring the planned visitors and the time in line with the traffic."
            + "{#is 'approval'}Ask another editor to look at it and start it.{#else}{/when}")
    String checkHelp(String check);

    /** Why a finding matters, by its code; empty for a check that says it itself. */
    @Message(
            "{#when code}{#is 'provenance_forbidden'}Only what the visitor stated may personalize: what was watched or guessed feels"
                    + " like being watched."
                    + "{#is 'creepy.aggressive'}Who is pressed or held up leaves, and remembers it."
                    + "{#is 'creepy.personal_text'}Personal data in a text is read by whoever looks on."
                    + "{#is 'creepy.title'}The title is seen by whoever looks on, and is kept in the history."
                    + "{#is 'creepy.address'}Addresses are shared, logged and passed on to other sites."
                    + "{#is 'creepy.location'}Nobody told you where they are."
                    + "{#is 'creepy.search_history'}What somebody searched for was meant for the search."
                    + "{#is 'creepy.browsing_history'}Being followed from page to page is what visitors fear most."
                    + "{#is 'creepy.social'}Friends and posts belong to another conversation."
                    + "{#is 'creepy.third_party'}What other sites know was never told to you."
                    + "{#is 'creepy.sensitive'}A page that hints at somebody’s health, belief or origin frightens them, right or wrong."
                    + "{#is 'creepy.inferred'}A guess about somebody is wrong, or uncomfortably right."
                    + "{#is 'creepy.outbound'}A message nobody asked for is an intrusion."
                    + "{#is 'creepy.exact'}So exact a value means a single person."
                    + "{#is 'creepy.profile'}So many traits together mean a single person."
                    + "{#is 'creepy.combination'}Joined data tell more than was said."
                    + "{#is 'needs_approval.price'}Prices that differ from person to person need a person’s approval."
                    + "{#is 'needs_approval.eligibility'}What decides about somebody’s life needs a person’s approval."
                    + "{#is 'metric_ambiguous'}More of it may be good or bad, so it cannot guard anything."
                    + "{#is 'not_measurable'}It cannot be counted alike in both arms.{#else}{/when}")
    String finding(String code);

    @Message("Let this pass, with a reason that the results will show")
    String override();

    @Message("Reason")
    String overrideReason();

    @Message("Let it pass")
    String overrideDo();

    @Message("Screening for an impact assessment")
    String screening();

    @Message("While it runs")
    String changes();

    @Message("The plan is sealed. These two things may change; each change is listed beside the result.")
    String changesHelp();

    @Message("Share of the traffic, in percent")
    String trafficShare();

    @Message("Nobody who stays is assigned anew. There is room for at most {room}.")
    String trafficHelp(String room);

    @Message("Change the traffic")
    String changeTraffic();

    @Message("New phase with other weights, in percent")
    String phase();

    @Message("Other weights change who gets what, so results begin anew: the phase before is kept and shown apart."
            + " Together they make 100.")
    String phaseHelp();

    @Message("Phase {number} since {since}")
    String phaseNow(String number, String since);

    @Message("Begin a new phase")
    String beginPhase();

    @Message("Results begin anew with the new weights. Begin a new phase?")
    String confirmPhase();

    @Message("must be a percentage from 0.01 to 100, with at most two decimals")
    String notPercent();

    @Message("Somebody changed this meanwhile: look at it as it is now, and try again.")
    String stale();

    @Message("Phase {number} began: {weights}")
    String phaseBegan(String number, String weights);

    @Message("Try it out")
    String tools();

    @Message("Explain a decision")
    String explain();

    @Message("Preview links")
    String previews();

    @Message(
            "A link shows one variant to whoever opens it, also of a draft. It is signed, it expires, and nobody who comes by"
                    + " it is counted.")
    String previewsHelp();

    @Message("What to show")
    String show();

    @Message("{variant}: as it is for everybody")
    String showVariant(String variant);

    @Message("{variant}: experience {number}, {rule}")
    String showExperience(String variant, String number, String rule);

    @Message("Page of your site")
    String page();

    @Message("The whole address, for example https://shop.example/")
    String pageHelp();

    @Message("Valid for")
    String hours();

    @Message(
            "{#when hours}{#is '1'}one hour{#is '24'}a day{#is '72'}three days{#is '168'}a week{#else}{hours} hours{/when}")
    String hoursOf(String hours);

    @Message("Make the link")
    String mint();

    @Message("Your link")
    String link();

    @Message("It works until {until}.")
    String linkUntil(String until);

    @Message("Open it")
    String open();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Some entries need another look")
    String faults();

    @Message("Fill in the draft")
    String edit();

    @Message(
            "What only you can know. Everything else of the draft stays as it is; the whole definition is changed by the API.")
    String editHelp();

    @Message("What it is about")
    String about();

    @Message("Question: what is it to answer?")
    String question();

    @Message("Hypothesis")
    String hypothesis();

    @Message("The plan")
    String plan();

    @Message("Smallest worthwhile lift, in percent of the baseline")
    String smallestLift();

    @Message("Below this, a difference does not buy data.")
    String smallestLiftHelp();

    @Message("Visitors that end the plan")
    String maximumVisitors();

    @Message("Visitors you expect a day")
    String dailyVisitors();

    @Message("With all of the traffic. Left empty, measured visitors are used.")
    String dailyVisitorsHelp();

    @Message("Begins at")
    String startsAt();

    @Message("Ends at")
    String endsAt();

    @Message("In UTC, for example 2027-03-01T09:00:00Z; empty for no plan.")
    String timeHelp();

    @Message("Variant {variant}, experience {number}")
    String experienceOf(String variant, String number);

    @Message("What visitors are asked")
    String attribute();

    @Message("For whoever answered")
    String attributeValue();

    @Message("Reason told to the visitor ({language})")
    String whyIn(String language);

    @Message("Begin with what they told you: “You told us that …”.")
    String whyHelp();

    @Message("Save the draft")
    String save();
}
