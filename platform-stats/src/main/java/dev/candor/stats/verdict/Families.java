package dev.candor.stats.verdict;

import dev.candor.stats.estimate.Probability;
import dev.candor.stats.multiplicity.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The claims of one look, adjusted by Holm's method within their families: each claim about the primary metric over the
 * personalized variants, harm over all trust metrics of all variants. With one variant only harm is adjusted.
 */
final class Families {
    private final List<VariantEvidence> variants;
    private final List<Probability> better;
    private final List<Probability> worse;
    private final List<Probability> negligible;
    private final List<Probability> wins;
    private final List<Probability> harms;

    Families(List<VariantEvidence> variants) {
        this.variants = variants;
        better = adjust(v -> v.primary().better());
        worse = adjust(v -> v.primary().worse());
        negligible = adjust(v -> v.primary().negligible());
        wins = adjust(Families::everyPartOfAWin);
        List<Probability> raw = new ArrayList<>();
        variants.forEach(v -> v.trust().forEach(t -> raw.add(t.harmful())));
        harms = raw.isEmpty() ? raw : Holm.adjust(raw);
    }

    Probability better(int variant) {
        return better.get(variant);
    }

    Probability worse(int variant) {
        return worse.get(variant);
    }

    Probability negligible(int variant) {
        return negligible.get(variant);
    }

    Probability wins(int variant) {
        return wins.get(variant);
    }

    /** The adjusted p-value of harm in the given trust metric of the given variant. */
    Probability harm(int variant, int metric) {
        int before = 0;
        for (int i = 0; i < variant; i++) {
            before += variants.get(i).trust().size();
        }
        return harms.get(before + metric);
    }

    /** Whether there is more than one variant, so that a claim that stands alone may yet be taken back. */
    boolean compete() {
        return variants.size() > 1;
    }

    private List<Probability> adjust(Function<VariantEvidence, Probability> claim) {
        return Holm.adjust(variants.stream().map(claim).toList());
    }

    /** A win needs all its parts, so its p-value is the largest of theirs and no alpha is split among them. */
    private static Probability everyPartOfAWin(VariantEvidence variant) {
        Probability largest = variant.primary().better();
        for (TrustEvidence trust : variant.trust()) {
            if (trust.tolerable().compareTo(largest) > 0) {
                largest = trust.tolerable();
            }
        }
        return largest;
    }
}
