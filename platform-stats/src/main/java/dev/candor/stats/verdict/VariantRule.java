package dev.candor.stats.verdict;

import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.verdict.Reason.HorizonNotReached;
import dev.candor.stats.verdict.Reason.LostAmongVariants;
import dev.candor.stats.verdict.Reason.PrimaryBetter;
import dev.candor.stats.verdict.Reason.PrimaryNegligible;
import dev.candor.stats.verdict.Reason.PrimaryNotReadableYet;
import dev.candor.stats.verdict.Reason.PrimaryUndecided;
import dev.candor.stats.verdict.Reason.PrimaryWorse;
import dev.candor.stats.verdict.Reason.TrustHarmed;
import dev.candor.stats.verdict.Reason.TrustHeld;
import dev.candor.stats.verdict.Reason.TrustNotReadableYet;
import dev.candor.stats.verdict.Reason.TrustNotShown;
import java.util.ArrayList;
import java.util.List;

/** The verdict on one personalized variant: steps 1 to 7 of {@link DecisionRule}. */
final class VariantRule {
    private final Look look;
    private final VariantEvidence evidence;
    private final Families families;
    private final int index;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Price> prices = new ArrayList<>();
    private boolean everyHarmTolerable = true;
    private boolean someHarm;

    VariantRule(Look look, VariantEvidence evidence, Families families, int index) {
        this.look = look;
        this.evidence = evidence;
        this.families = families;
        this.index = index;
    }

    Verdict decide() {
        String variant = evidence.variant();
        PrimaryEvidence primary = evidence.primary();
        if (tooEarly()) {
            reasons.add(new HorizonNotReached());
            if (primary.validity() == Validity.AT_HORIZON) {
                reasons.add(new PrimaryNotReadableYet(variant));
                return new Verdict.KeepCollecting(reasons);
            }
        }
        double oneSided = look.level().alpha() / 2;
        boolean worse = stands(primary.interval().upper() < 0, families.worse(index), oneSided);
        if (worse) {
            reasons.add(new PrimaryWorse(variant, primary.interval()));
            return new Verdict.PrivacyFirstWins(reasons);
        }
        if (negligible()) {
            reasons.add(new PrimaryNegligible(variant, primary.narrowInterval(), look.smallestWorthwhileLift()));
            return new Verdict.Equivalent(reasons);
        }
        boolean better = stands(primary.interval().lower() > 0, families.better(index), oneSided);
        reasons.add(
                better
                        ? new PrimaryBetter(variant, primary.interval())
                        : new PrimaryUndecided(variant, primary.interval()));
        readTrust(better);
        if (better && everyHarmTolerable && stands(true, families.wins(index), oneSided)) {
            return new Verdict.PersonalizationWins(variant, reasons);
        }
        if (better && !everyHarmTolerable && someHarm) {
            return new Verdict.WinsButCostsTrust(variant, prices, reasons);
        }
        if (!better && someHarm) {
            return new Verdict.PrivacyFirstWinsOnTrust(variant, reasons);
        }
        return look.stage() == Look.Stage.AT_MAXIMUM
                ? new Verdict.Inconclusive(reasons)
                : new Verdict.KeepCollecting(reasons);
    }

    private boolean tooEarly() {
        return look.stage() == Look.Stage.BEFORE_HORIZON;
    }

    /** Whether a claim that holds by itself also survives the other variants' claims; says so when it does not. */
    private boolean stands(boolean alone, Probability adjusted, double level) {
        if (!alone || !families.compete() || adjusted.value() <= level) {
            return alone;
        }
        reasons.add(new LostAmongVariants(evidence.variant(), adjusted));
        return false;
    }

    private boolean negligible() {
        double epsilon = look.smallestWorthwhileLift();
        Interval narrow = evidence.primary().narrowInterval();
        boolean alone = narrow.liesStrictlyWithin(-epsilon, epsilon);
        return stands(alone, families.negligible(index), look.level().alpha());
    }

    private void readTrust(boolean better) {
        for (int metric = 0; metric < evidence.trust().size(); metric++) {
            readTrust(evidence.trust().get(metric), families.harm(index, metric), better);
        }
    }

    private void readTrust(TrustEvidence trust, Probability adjustedHarm, boolean better) {
        String variant = evidence.variant();
        if (tooEarly() && trust.validity() == Validity.AT_HORIZON) {
            everyHarmTolerable = false;
            reasons.add(new TrustNotReadableYet(variant, trust.metric()));
            return;
        }
        boolean held = trust.interval().upper() < trust.margin();
        boolean harmed = adjustedHarm.value() <= look.level().alpha();
        everyHarmTolerable &= held;
        someHarm |= harmed;
        reasons.add(
                held
                        ? new TrustHeld(variant, trust.metric(), trust.interval(), trust.margin())
                        : new TrustNotShown(variant, trust.metric(), trust.interval(), trust.margin()));
        if (harmed) {
            reasons.add(
                    new TrustHarmed(variant, trust.metric(), trust.interval(), trust.harmThreshold(), adjustedHarm));
            if (better) {
                prices.add(new Price(trust.metric(), evidence.primary().difference(), trust.harm()));
            }
        }
    }
}
