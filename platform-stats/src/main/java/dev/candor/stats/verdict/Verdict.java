package dev.candor.stats.verdict;

import java.util.List;

/** The answer to "which one should we ship?", with the facts it rests on. Numbers stay visible under every verdict. */
public sealed interface Verdict {
    /** The facts, in the order in which they decided. */
    List<Reason> reasons();

    /** What the verdict asks for. */
    Choice choice();

    /** What to do. */
    enum Choice {
        /** Ship nothing: repair the measurement. */
        REPAIR,
        /** Ship nothing yet. */
        WAIT,
        /** Ship the privacy-first variant. */
        PRIVACY_FIRST,
        /** Ship the personalized variant. */
        PERSONALIZED,
        /** People must weigh a gain against a harm. */
        WEIGH
    }

    /** The data are broken; there is no verdict. */
    record Invalid(List<Reason> reasons) implements Verdict {
        public Invalid {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.REPAIR;
        }
    }

    /** It is too early to say. */
    record KeepCollecting(List<Reason> reasons) implements Verdict {
        public KeepCollecting {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.WAIT;
        }
    }

    /** Personalization loses on the primary metric. */
    record PrivacyFirstWins(List<Reason> reasons) implements Verdict {
        public PrivacyFirstWins {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.PRIVACY_FIRST;
        }
    }

    /** The difference is too small to buy data with. */
    record Equivalent(List<Reason> reasons) implements Verdict {
        public Equivalent {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.PRIVACY_FIRST;
        }
    }

    /** Personalization wins on the primary metric and every harm is shown to be tolerable. */
    record PersonalizationWins(String variant, List<Reason> reasons) implements Verdict {
        public PersonalizationWins {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.PERSONALIZED;
        }
    }

    /** Personalization wins on the primary metric, and some trust metric is shown to be harmed. */
    record WinsButCostsTrust(String variant, List<Price> prices, List<Reason> reasons) implements Verdict {
        public WinsButCostsTrust {
            prices = List.copyOf(prices);
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.WEIGH;
        }
    }

    /** The primary metric is undecided, and some trust metric is shown to be harmed. */
    record PrivacyFirstWinsOnTrust(String variant, List<Reason> reasons) implements Verdict {
        public PrivacyFirstWinsOnTrust {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.PRIVACY_FIRST;
        }
    }

    /** No more visitors will come and nothing is shown; privacy-first by default. */
    record Inconclusive(List<Reason> reasons) implements Verdict {
        public Inconclusive {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Choice choice() {
            return Choice.PRIVACY_FIRST;
        }
    }
}
