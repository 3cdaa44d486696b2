package dev.candor.ui.experiment;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Variant;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.words.Words;
import java.math.BigDecimal;
import java.util.List;

/**
 * What may change while an experiment runs.
 *
 * @param weights an input for each variant; none where no new phase is possible
 * @param fault   of the weights together; empty for none
 */
public record ChangesView(String revision, FormField traffic, String phaseNow, List<FormField> weights, String fault) {

    /** The name of the input of a variant's weight. */
    static String weight(String variant) {
        return "weights/" + variant;
    }

    static ChangesView of(KeptExperiment kept, int room, FormValues form, Words words) {
        FormField traffic = FormField.number(
                "trafficShare",
                words.steering().trafficShare(),
                words.steering().trafficHelp(words.formats().basisPoints(room)),
                form.get("trafficShare", percent(kept.experiment().trafficShare())));
        List<FormField> weights = LifecycleStep.NEW_PHASE.isPossibleIn(kept.status())
                ? kept.experiment().variants().stream()
                        .map(variant -> form.marked(weight(variant, form)))
                        .toList()
                : List.of();
        Phase present = kept.phases().get(kept.phases().size() - 1);
        return new ChangesView(
                Integer.toString(kept.revision()),
                form.marked(traffic),
                words.steering()
                        .phaseNow(
                                Integer.toString(present.number()),
                                words.formats().dateTime(present.startedAt())),
                weights,
                form.faults().getOrDefault("weights", ""));
    }

    private static FormField weight(Variant variant, FormValues form) {
        String name = weight(variant.key());
        return FormField.number(name, variant.key(), "", form.get(name, percent(variant.weight())));
    }

    /** Basis points as a percentage to edit: {@code 33.34}. */
    static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
    }
}
