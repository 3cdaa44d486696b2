package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** How a verdict is said; its label stands above the sentence. A lift comes as {@code +12.3%}, an interval as {@code +1.1% to +23.0%}. */
@MessageBundle("verdict")
public interface VerdictWords {

    @Message("Verdict")
    String title();

    /** The code in two or three words, for lists. */
    @Message("{#when code}{#is 'personalization_wins'}Personalization wins"
            + "{#is 'wins_but_costs_trust'}Wins, but costs trust"
            + "{#is 'privacy_first_wins'}Privacy-first wins"
            + "{#is 'privacy_first_wins_on_trust'}Privacy-first wins on trust"
            + "{#is 'equivalent'}No difference worth the data"
            + "{#is 'keep_collecting'}Keep collecting"
            + "{#is 'inconclusive'}Inconclusive"
            + "{#is 'invalid'}No verdict"
            + "{#is 'not_causal'}Not causal"
            + "{#is 'not_started'}Not started"
            + "{#else}{code}{/when}")
    String label(String code);

    @Message("“{variant}” beats “{baseline}” on {metric} by {lift}, and trust holds.")
    String personalizationWins(String variant, String baseline, String metric, String lift);

    @Message("“{variant}” beats “{baseline}” on {metric} by {lift}.")
    String personalizationWinsUnguarded(String variant, String baseline, String metric, String lift);

    @Message("“{variant}” beats “{baseline}” on {metric} by {lift}, but it costs trust.")
    String winsButCostsTrust(String variant, String baseline, String metric, String lift);

    @Message("“{variant}” does worse than “{baseline}” on {metric} ({lift}).")
    String privacyFirstWins(String variant, String baseline, String metric, String lift);

    @Message("{metric} does not decide ({lift}), and “{variant}” harms trust.")
    String privacyFirstWinsOnTrust(String variant, String metric, String lift);

    @Message("The difference on {metric} ({lift}) is too small to be worth your visitors’ data.")
    String equivalent(String metric, String lift);

    @Message("Too early to say whether “{variant}” beats “{baseline}”: keep collecting.")
    String keepCollecting(String variant, String baseline);

    @Message("The plan is complete, and the numbers do not decide between “{variant}” and “{baseline}”.")
    String inconclusive(String variant, String baseline);

    @Message("It was stopped before its plan was complete, so the numbers do not decide between “{variant}” and"
            + " “{baseline}”.")
    String stoppedEarly(String variant, String baseline);

    @Message("Nothing to judge: no personalized variant stands against a baseline.")
    String nothingToJudge();

    @Message("These numbers cannot be trusted: a health check failed.")
    String invalid();

    @Message("Selected groups, not chance: this difference is not a causal effect, so there is no verdict.")
    String notCausal();

    @Message("No visitor has been counted yet.")
    String nobodyYet();

    /** What to do next. */
    @Message("{#when code}{#is 'personalization_wins'}Ship the personalized variant."
            + "{#is 'wins_but_costs_trust'}Weigh the price in trust before you ship, or lessen the harm and test again."
            + "{#is 'privacy_first_wins'}Ship the privacy-first variant."
            + "{#is 'privacy_first_wins_on_trust'}Ship the privacy-first variant."
            + "{#is 'equivalent'}Ship the privacy-first variant: it does as well without the data."
            + "{#is 'keep_collecting'}Let it run to the planned number of visitors. Looking is fine; deciding now is not."
            + "{#is 'inconclusive'}Ship the privacy-first variant by default, or plan a larger experiment."
            + "{#is 'invalid'}Repair what the health checks name, then start afresh."
            + "{#is 'not_causal'}Read it as a description of two groups, and test the question with a random split."
            + "{/when}")
    String recommendation(String code);

    @Message("Why")
    String why();

    @Message("The price")
    String price();

    @Message("One more {metric} for every {extra} extra {primary}")
    String priceSentence(String metric, String extra, String primary);

    @Message("{metric}, change against “{baseline}”")
    String liftFigure(String metric, String baseline);

    @Message("95% interval {interval}")
    String interval(String interval);

    @Message("Trust and guardrails")
    String guardsFigure();

    @Message("{holding} of {all}")
    String guardsHolding(int holding, int all);

    @Message("within the margin agreed before the start")
    String guardsNote();

    @Message("No trust metric in this plan")
    String noGuards();

    @Message("Visitors counted")
    String visitorsFigure();

    @Message("of {planned} planned")
    String ofPlanned(String planned);

    @Message("no planned number")
    String noPlanned();

    @Message("Could it be chance?")
    String pFigure();

    @Message("p-value of {metric}")
    String pNote(String metric);
}
