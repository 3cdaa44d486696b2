package dev.candor.ui.experiment;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.KeptExperiment.Origin;
import dev.candor.api.catalog.Site;
import dev.candor.domain.Fault;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Status;
import dev.candor.ui.results.ResultsView;
import dev.candor.ui.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment's page.
 *
 * @param address of the page
 * @param when    when it was made, started and ended
 * @param steps   what the reader may do; empty for who may not edit
 * @param refusal why the last step was refused; null when none was
 * @param source  where imported numbers come from; null when it ran here
 * @param results null before the start
 */
public record ExperimentView(
        String siteKey,
        String siteName,
        String address,
        String key,
        String name,
        String status,
        String statusLabel,
        String when,
        List<Step> steps,
        @Nullable Refusal refusal,
        @Nullable SourceView source,
        SetupView setup,
        @Nullable ResultsView results) {

    /** Why a step was refused: one detail, or a list of faults. */
    public record Refusal(String title, String help, List<Fault> faults) {}

    /** Where imported numbers come from. */
    public record SourceView(String text, String note, boolean randomized) {}

    static String address(String site, String key) {
        return "/sites/" + site + "/experiments/" + key;
    }

    static ExperimentView of(
            Site site,
            KeptExperiment kept,
            SetupView setup,
            @Nullable ResultsView results,
            @Nullable Refusal refusal,
            boolean mayEdit,
            Words words) {
        Experiment experiment = kept.experiment();
        String status = kept.status().code();
        return new ExperimentView(
                site.key(),
                site.name(),
                address(site.key(), experiment.key()),
                experiment.key(),
                experiment.name(),
                status,
                words.experiment().status(status),
                when(kept, words),
                mayEdit ? Step.of(kept.status(), words.experiment()) : List.of(),
                refusal,
                source(kept.origin()),
                setup,
                results);
    }

    private static @Nullable SourceView source(@Nullable Origin origin) {
        return origin == null ? null : new SourceView(origin.source(), origin.note(), origin.randomized());
    }

    static String when(KeptExperiment kept, Words words) {
        if (kept.stoppedAt() != null && kept.status() != Status.DRAFT) {
            return words.experiment().stoppedOn(words.formats().date(kept.stoppedAt()));
        }
        return kept.startedAt() == null
                ? words.experiment().createdOn(words.formats().date(kept.createdAt()))
                : words.experiment().startedOn(words.formats().date(kept.startedAt()));
    }
}
