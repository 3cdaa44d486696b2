package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words around the numbers of one experiment. */
@MessageBundle("results")
public interface ResultsWords {

    @Message("Results")
    String title();

    @Message("Counted up to {time}")
    String asOf(String time);

    @Message("Live")
    String live();

    @Message("{count} units wait to be counted, the first for {seconds} s; {rate} a second are counted here")
    String waiting(String count, String seconds, String rate);

    @Message("version {version}: restated ({newest})")
    String restated(int version, String newest);

    @Message("a visitor was erased {when}")
    String restatedErasure(String when);

    @Message("a recount repaired it {when}")
    String restatedRecount(String when);

    @Message("sealed {time}, SHA-256 {hash}…")
    String sealed(String time, String hash);

    @Message("{count} units are set aside: {reason}")
    String setAside(String count, String reason);

    @Message("Set aside")
    String setAsideTitle();

    @Message("These units could not be counted. They hold up nobody, add nothing, and are tried again by a recount.")
    String setAsideNote();

    @Message("Phase")
    String phases();

    @Message("{number}, from {time}")
    String phase(int number, String time);

    @Message("{metric} over time: {variant}")
    String seriesTitle(String metric, String variant);

    @Message(
            "Each point is what one hourly snapshot said. A fixed plan is read once, at its end: stopping when the line looks "
                    + "good finds effects that are not there.")
    String seriesNote();

    @Message("Snapshot")
    String snapshot();

    @Message("Breakdown")
    String breakdown();

    @Message(
            "Exploratory: look at enough groups and one will differ by chance. No part of the verdict. A group’s numbers move by at least 50 visitors of every variant at once.")
    String breakdownNote();

    @Message("{#when code}{#is 'device'}Device{#is 'language'}Language{#is 'campaign'}Campaign"
            + "{#is 'newOrReturning'}New or returning{#is 'consent'}Consent{#else}{code}{/when}")
    String dimension(String code);

    @Message("Not known")
    String notKnown();

    @Message("hidden: too few, or a hidden group could be had by subtraction")
    String hiddenGroup();

    @Message(
            "{count} groups are hidden: fewer than {least} visitors in a variant, or they would give away one that is.")
    String hiddenGroups(int count, int least);

    @Message(
            "The effect may differ between these groups ({p}). That was looked for, so it is a question and not an answer.")
    String groupsMayDiffer(String p);

    @Message("No clear difference of the effect between these groups ({p}).")
    String groupsDoNotDiffer(String p);

    @Message("Health")
    String health();

    @Message("{#when status}{#is 'pass'}Passed{#is 'warn'}Warning{#is 'fail'}Failed"
            + "{#is 'not_applicable'}Not applicable{#else}{status}{/when}")
    String healthStatus(String status);

    @Message("{#when check}{#is 'sample_ratio'}Shares as planned"
            + "{#is 'measurement_parity'}Measured alike"
            + "{#is 'consent_balance'}Consent asked alike"
            + "{#is 'amendments'}Changes after the start"
            + "{#is 'randomized'}Split by chance"
            + "{#is 'quarantined'}Visitors in two variants"
            + "{#is 'sample_ratio_parts'}Shares as planned in every part"
            + "{#is 'pre_exposure_bias'}Alike before the start"
            + "{#is 'bots'}Programs left out"
            + "{#is 'unattributed_signals'}Signals without a variant"
            + "{#is 'consent_screens'}Same words of consent"
            + "{#is 'differential_erasure'}Erasures alike"
            + "{#is 'response_balance'}Answers given alike"
            + "{#else}{check}{/when}")
    String check(String check);

    /** What a check found: {@code key} is check and status, for languages that the analysis does not speak. */
    @Message("{#if key}{message}{/if}")
    String healthMessage(String key, String message);

    @Message("measured {value}")
    String measured(String value);

    @Message("measured {value}, limit {threshold}")
    String measuredAgainst(String value, String threshold);

    @Message("All checks passed: the numbers may be read.")
    String healthy();

    @Message("Something deserves a look, but the numbers may be read.")
    String warned();

    @Message("A check failed: the numbers must not be read as an answer.")
    String unhealthy();

    @Message("No check applies yet.")
    String unchecked();

    @Message("Change of every metric, with its 95% interval")
    String forestTitle();

    @Message("Relative change against {baseline}. An interval that crosses zero shows no clear difference.")
    String forestNote(String baseline);

    @Message("Relative change")
    String relativeAxis();

    @Message("The same as a table")
    String asTable();

    @Message("Metric")
    String metric();

    @Message("Metrics")
    String metrics();

    @Message("Variant")
    String variant();

    @Message("Against")
    String against();

    @Message("Visitors")
    String visitors();

    @Message(
            "{#when kind}{#is 'conversion'}Converted{#is 'retention'}Came back{#is 'quantile'}Values{#else}Total{/when}")
    String sum(String kind);

    @Message(
            "{#when kind}{#is 'conversion'}Rate{#is 'retention'}Rate{#is 'ratio'}Ratio{#is 'quantile'}Quantile{#else}Mean{/when}")
    String mean(String kind);

    @Message("Standard error")
    String standardError();

    @Message("Difference")
    String difference();

    @Message("Relative")
    String relative();

    @Message("Interval")
    String interval();

    @Message("{low} to {high}")
    String range(String low, String high);

    @Message("p-value")
    String p();

    @Message("adjusted {p}")
    String adjusted(String p);

    @Message("{#when test}{#is 'two_proportion_z'}two-proportion z-test{#is 'welch_t'}Welch’s t-test"
            + "{#is 'fisher_exact'}Fisher’s exact test{#is 'delta_method_t'}t-test by the delta method"
            + "{#is 'quantile_cluster_z'}z-test of quantiles, by visitor{#is 'cuped_welch_t'}Welch’s t-test, sharpened by the time before"
            + "{#else}{test}{/when}")
    String test(String test);

    @Message("Reading")
    String reading();

    @Message("{#when tone}{#is 'good'}better{#is 'bad'}worse{#else}no clear difference{/when}")
    String tone(String tone);

    @Message("No worse than {margin}: shown")
    String marginHolds(String margin);

    @Message("No worse than {margin}: not shown")
    String marginFails(String margin);

    @Message("{#when role}{#is 'primary'}Primary{#is 'secondary'}Exploratory{#is 'guardrail'}Guardrail"
            + "{#is 'trust'}Trust{#else}{role}{/when}")
    String role(String role);

    @Message("{#when direction}{#is 'decrease'}lower is better{#else}higher is better{/when}")
    String direction(String direction);

    /** Said of a metric whose answers chance changed. */
    @Message("chance changed some answers before they were sent (ε = {epsilon}); the numbers here have it taken out")
    String randomizedAnswers(String epsilon);

    @Message("{#when kind}{#is 'conversion'}share of visitors who did it{#is 'count'}times per visitor"
            + "{#is 'sum'}total value per visitor{#is 'mean'}average value, of visitors who have any"
            + "{#is 'ratio'}one sum over another{#is 'retention'}share of visitors who came back"
            + "{#is 'quantile'}quantile of the values{#else}{kind}{/when}")
    String kind(String kind);

    /** A metric by its key: the ready-made ones have words, the others their key. */
    @Message("{#when key}{#is 'consent_refused'}Consent refused{#is 'consent_withdrawn'}Consent withdrawn"
            + "{#is 'personalization_off'}Personalization switched off{#is 'why_opened'}“Why am I seeing this?” asked"
            + "{#is 'panel_opened'}Privacy panel opened{#is 'standard_shown'}Standard version asked for"
            + "{#is 'ask_shown'}Question shown{#is 'ask_answered'}Question answered{#is 'ask_declined'}Question skipped"
            + "{#is 'feedback_shown'}Asked for feedback{#is 'data_exported'}Data downloaded{#is 'data_erased'}Data erased{#is 'feedback_negative'}Negative feedback{#is 'feedback'}Feedback"
            + "{#is 'return_visit'}Came back within seven days{#is 'bounce'}Left without doing anything{#is 'rage_exit'}Left in anger"
            + "{#else}{key}{/when}")
    String metricName(String key);

    @Message("Not measurable")
    String notMeasurable();

    @Message("{count} visitors met two variants and are set aside.")
    String quarantined(String count);

    @Message("requests of programs, not people, left out: {count}.")
    String bots(String count);

    @Message("Consent")
    String consent();

    @Message("Effect of the offer, on everybody it was made to")
    String intentionToTreat();

    @Message("Share that accepted because of it")
    String takeUp();

    @Message("Among those who would accept")
    String compliers();

    @Message("Not shown: {why}")
    String notShown(String why);

    /** Of whom the numbers speak. */
    @Message("speaks for {share} of your visitors, those who allowed to be measured")
    String coverage(String share);

    @Message("Let pass by an administrator")
    String overrides();

    @Message("{actor}, {time}, for {code}: “{reason}”")
    String override(String actor, String time, String code, String reason);

    @Message("Recount")
    String recount();

    @Message(
            "Works every number out again from the stored events, while counting goes on. It confirms what is shown, or repairs"
                    + " it; the audit keeps which.")
    String recountNote();

    @Message("Recount now")
    String recountNow();

    @Message("Never recounted.")
    String recountNever();

    @Message("Counting anew: {done} of {total} parts are done.")
    String recountRunning(int done, int total);

    @Message("{when}: confirmed. The events give exactly these numbers.")
    String recountConfirmed(String when);

    @Message("{when}: repaired. {units} units were not as their events say; the audit says what differed.")
    String recountRepaired(String when, String units);

    @Message("{when}: ended too early: {reason}")
    String recountFailed(String when, String reason);

    @Message("Full results as JSON")
    String asJson();
}
