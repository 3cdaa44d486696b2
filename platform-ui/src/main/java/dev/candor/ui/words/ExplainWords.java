package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** A decision explained step by step, and a crowd simulated. */
@MessageBundle("explain")
public interface ExplainWords {

    @Message(
            "Describe a visitor, and see each step of their decision with its numbers. What you enter is used for this one"
                    + " answer and kept nowhere.")
    String intro();

    @Message("Visitor")
    String visitor();

    @Message("Id of the visitor or of their day")
    String unit();

    @Message("The random id in their browser; any text will do to try.")
    String unitHelp();

    @Message("User id")
    String userId();

    @Message("Your site’s own id, for experiments on signed-in users.")
    String userIdHelp();

    @Message("This request")
    String context();

    @Message("What they stated")
    String attributes();

    @Message("What they allowed")
    String consent();

    @Message("{#when purpose}{#is 'measurement'}Being counted{#is 'remembering'}Being remembered"
            + "{#is 'personalization'}Personalization{#else}{purpose}{/when}")
    String purpose(String purpose);

    @Message("{#when state}{#is 'granted'}allowed{#is 'denied'}refused{#else}not answered{/when}")
    String state(String state);

    @Message(
            "{#when field}{#is 'device'}Device{#is 'language'}Language{#is 'path'}Path of the page"
                    + "{#is 'query.utm_source'}Campaign source{#is 'query.utm_medium'}Campaign medium"
                    + "{#is 'query.utm_campaign'}Campaign{#is 'referrerHost'}Referring site{#is 'hourOfDay'}Hour (0 to 23)"
                    + "{#is 'dayOfWeek'}Day of the week (1 is Monday){#is 'newOrReturning'}New or returning{#else}{field}{/when}")
    String field(String field);

    @Message("unknown")
    String unknown();

    @Message("yes")
    String yes();

    @Message("no")
    String no();

    @Message("Explain the decision")
    String explain();

    @Message("Simulate 100,000 such visitors")
    String simulate();

    @Message("Only as if it ran: this experiment does not run at the moment.")
    String supposed();

    @Message("The decision")
    String decision();

    @Message("They get {variant}.")
    String gets(String variant);

    @Message("They get {variant}, personalized.")
    String getsPersonalized(String variant);

    @Message("They keep {variant}, from an earlier phase.")
    String keeps(String variant);

    @Message("They get no variant and are not counted: {reason}.")
    String leftOut(String reason);

    @Message(
            "{#when reason}{#is 'assigned'}assigned{#is 'sticky'}kept from an earlier phase{#is 'forced'}shown by a preview link"
                    + "{#is 'not_running'}the experiment does not run{#is 'not_in_audience'}not in the audience"
                    + "{#is 'not_in_traffic'}not in the share of the traffic{#is 'held_out'}held out of every experiment"
                    + "{#is 'excluded_by_layer'}in another experiment of the layer{#is 'consent_required'}no consent"
                    + "{#is 'no_unit'}no id is known{#is 'excluded_traffic'}not a person{#else}{reason}{/when}")
    String reason(String reason);

    @Message("{#when step}{#is 'time'}Is it time?{#is 'person'}Is it a person?{#is 'unit'}Is an id known?"
            + "{#is 'consent'}Did they allow it?{#is 'holdout'}Held out of everything?{#is 'layer'}In another experiment?"
            + "{#is 'traffic'}In the share of the traffic?{#is 'audience'}In the audience?{#is 'sticky'}Remembered?"
            + "{#is 'variant'}Which variant?{#is 'experience'}Which experience?{#else}{step}{/when}")
    String step(String step);

    @Message("No start and no end are set.")
    String anyTime();

    @Message("It runs from {from}.")
    String runsFrom(String from);

    @Message("It runs until {until}.")
    String runsUntil(String until);

    @Message("It runs from {from} until {until}.")
    String runsBetween(String from, String until);

    @Message("A person, not a bot, a preview or a prefetch.")
    String person();

    @Message("A bot, a preview or a prefetch is not counted.")
    String noPerson();

    @Message("Counted: {kind}. An id is known.")
    String known(String kind);

    @Message("Counted: {kind}. No such id is known.")
    String notKnown(String kind);

    @Message("The site’s policy needs no consent for this.")
    String nothingNeeded();

    @Message("They refused to be counted.")
    String refusedToBeCounted();

    @Message("Needed: {answers}.")
    String needed(String answers);

    @Message("{purpose} ({state})")
    String answer(String purpose, String state);

    @Message("The id stands at {at}; held out is what lies below {below}.")
    String holdout(String at, String below);

    @Message("The site holds nobody out. The id stands at {at}.")
    String noHoldout(String at);

    @Message("In the layer the id stands at {at}: no other experiment owns that place.")
    String layerFree(String at);

    @Message("In the layer the id stands at {at}: another experiment owns that place.")
    String layerTaken(String at);

    @Message("The experiment owns {from} to {to} of the layer; the id stands at {at}.")
    String traffic(String from, String to, String at);

    @Message("{rule}: it holds.")
    String audienceHolds(String rule);

    @Message("{rule}: it does not hold.")
    String audienceFails(String rule);

    @Message("It is for everybody.")
    String everybody();

    @Message("Their browser remembers {variant} from phase {phase}, and that phase gives it to this id.")
    String believed(String variant, String phase);

    @Message("Their browser claims {variant} from phase {phase}, which never gave it to this id.")
    String notBelieved(String variant, String phase);

    @Message("Among the variants of phase {phase} the id stands at {at}: {variant}.")
    String drawn(String phase, String at, String variant);

    @Message("They have not allowed personalization: the variant’s own content, which uses nothing about them.")
    String notAllowed();

    @Message("No rule fits what they stated: the variant’s own content.")
    String noneFits();

    @Message("The rule of experience {number} fits: {rule}.")
    String fits(String number, String rule);

    @Message("bucket {bucket} of 4,294,967,296")
    String bucket(String bucket);

    @Message("The simulation")
    String simulation();

    @Message("Of {units} made-up visitors like this, {assigned} ({share}) take part, and the shares are as planned.")
    String asPlanned(String units, String assigned, String share);

    @Message(
            "Of {units} made-up visitors like this, {assigned} ({share}) take part, but the shares are further from the plan"
                    + " than chance explains.")
    String notAsPlanned(String units, String assigned, String share);

    @Message("Of {units} made-up visitors like this, nobody takes part.")
    String nobody(String units);

    @Message("Who gets what")
    String whoGetsWhat();

    @Message("What becomes of everybody")
    String everyone();

    @Message("Planned")
    String planned();

    @Message("Reached")
    String reached();

    @Message("Visitors")
    String count();

    @Message("Outcome")
    String outcome();

    @Message("Variant")
    String variant();
}
