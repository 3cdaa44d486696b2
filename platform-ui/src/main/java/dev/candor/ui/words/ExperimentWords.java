package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The list of experiments, an experiment's setup and its steps. */
@MessageBundle("experiment")
public interface ExperimentWords {

    @Message("{#when status}{#is 'draft'}Draft{#is 'scheduled'}Scheduled{#is 'running'}Running{#is 'paused'}Paused"
            + "{#is 'stopped'}Ended{#is 'archived'}Archived{#is 'all'}All{#else}{status}{/when}")
    String status(String status);

    @Message("{#when step}{#is 'start'}Start{#is 'pause'}Pause{#is 'resume'}Resume{#is 'stop'}End"
            + "{#is 'archive'}Archive{#else}{step}{/when}")
    String step(String step);

    @Message("Ending cannot be undone: what happens afterwards is not counted. End this experiment?")
    String confirmStop();

    @Message("Starting seals the plan: metrics, margins and the stopping rule can no longer be changed. Start now?")
    String confirmStart();

    @Message("The experiment cannot start yet")
    String refusedTitle();

    @Message("Change the draft so that none of these reasons is left, then start it again.")
    String refusedHelp();

    @Message("The step was refused")
    String impossibleTitle();

    @Message("Filter by status")
    String filter();

    @Message("Experiment")
    String experiment();

    @Message("Verdict")
    String verdict();

    @Message("Change of the primary metric")
    String lift();

    @Message("No experiment yet")
    String emptyTitle();

    @Message("Two steps, and this page shows your first verdict.")
    String emptyIntro();

    @Message("Create an experiment with the API")
    String emptyCreate();

    @Message("Put the tag into the site’s pages")
    String emptyTag();

    @Message("The tag stands on the page of your site.")
    String emptyTagHelp();

    @Message("No experiment has this status.")
    String noneOfStatus();

    @Message("Page {page} of {pages}")
    String pageOf(int page, int pages);

    @Message("Earlier")
    String previous();

    @Message("Later")
    String next();

    @Message("Site {name}")
    String site(String name);

    @Message("started {date}")
    String startedOn(String date);

    @Message("starts {date}")
    String startsOn(String date);

    @Message("created {date}")
    String createdOn(String date);

    @Message("ended {date}")
    String stoppedOn(String date);

    @Message("This is a draft")
    String draftTitle();

    @Message("Nobody meets it yet. When it starts, its plan is sealed and visitors are assigned.")
    String draftHelp();

    @Message("Setup")
    String setup();

    @Message("Question")
    String question();

    @Message("Hypothesis")
    String hypothesis();

    @Message("Who is counted")
    String unit();

    @Message("{#when unit}{#is 'consented_visitor'}Visitors who agreed to be remembered"
            + "{#is 'daily_visitor'}Visitors of one day, without any id in the browser"
            + "{#is 'signed_in_user'}Signed-in users{#else}{unit}{/when}")
    String unitKind(String unit);

    @Message("Audience")
    String audience();

    @Message("Traffic")
    String traffic();

    @Message("{share} of the audience")
    String trafficShare(String share);

    @Message("{share} of the layer {layer}")
    String layerShare(String share, String layer);

    @Message("Planned time")
    String planned();

    @Message("from {from}")
    String from(String from);

    @Message("until {until}")
    String until(String until);

    @Message("Variants")
    String variants();

    @Message("{#when role}{#is 'control'}Control{#is 'privacy_first'}Privacy-first"
            + "{#is 'personalized'}Personalized{#else}{role}{/when}")
    String variantRole(String role);

    @Message("Share")
    String share();

    @Message("What visitors meet")
    String content();

    @Message("The page as it is")
    String unchanged();

    @Message("{count} changes to the page")
    String changes(int count);

    @Message("One change to the page")
    String oneChange();

    @Message("For")
    String when();

    @Message("Told to the visitor")
    String why();

    @Message("Metrics and margins")
    String metrics();

    @Message("Role")
    String role();

    @Message("Margin")
    String margin();

    @Message("{amount} of the baseline")
    String relativeMargin(String amount);

    @Message("Analysis plan")
    String plan();

    @Message("Method")
    String method();

    @Message("{#when method}{#is 'fixed'}One look, when the planned number of visitors is reached"
            + "{#is 'groupSequential'}A few planned looks (group sequential)"
            + "{#is 'alwaysValid'}Any number of looks (always valid)"
            + "{#is 'bayesian'}Bayesian{#else}{method}{/when}")
    String methodKind(String method);

    @Message("Error allowed (alpha)")
    String alpha();

    @Message("Power")
    String power();

    @Message("Smallest worthwhile lift")
    String equivalence();

    @Message("Planned visitors")
    String maximum();

    @Message("Seal (SHA-256)")
    String seal();

    @Message("not sealed before the start")
    String unsealed();

    @Message("Changes since the start")
    String amendments();

    @Message("None: the plan stands as it was sealed.")
    String noAmendments();

    @Message("Traffic changed from {from} to {to}")
    String trafficChanged(String from, String to);

    @Message("Status changed from {from} to {to}")
    String statusChanged(String from, String to);

    @Message("Source")
    String source();

    @Message("Imported: these numbers were published elsewhere.")
    String imported();

    @Message("Selected group — not causal")
    String selected();

    @Message("Not set")
    String notSet();

    @Message("by {actor}")
    String by(String actor);
}
