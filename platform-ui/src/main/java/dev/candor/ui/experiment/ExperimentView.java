package dev.candor.ui.experiment;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.KeptExperiment.Origin;
import dev.candor.api.catalog.Site;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Status;
import dev.candor.ui.results.RecountView;
import dev.candor.ui.results.ResultsView;
import dev.candor.ui.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment's page.
 *
 * @param address   of the page
 * @param when      when it was made, started and ended
 * @param mayEdit   whether the reader may change something
 * @param steps     what the reader may do; empty for who may not edit
 * @param refusal   why the last step was refused; null when none was
 * @param source    where imported numbers come from; null when it ran here
 * @param checklist what stands between a draft and its start; null for any other
 * @param changes   what may change while it runs; null when nothing may, or the reader may not
 * @param results   null before the start
 * @param recount   null where there are no events to count anew
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
        boolean mayEdit,
        boolean mayOverride,
        List<Step> steps,
        @Nullable Refusal refusal,
        @Nullable SourceView source,
        @Nullable ChecklistView checklist,
        @Nullable ChangesView changes,
        SetupView setup,
        @Nullable ResultsView results,
        @Nullable RecountView recount) {

    /** Why a step was refused: one detail, or a list of faults. */
    public record Refusal(String title, String help, List<Fault> faults) {}

    /** Where imported numbers come from. */
    public record SourceView(String text, String note, boolean randomized) {}

    static String address(String site, String key) {
        return "/sites/" + site + "/experiments/" + key;
    }

    /** What is on the page besides the experiment itself. */
    record Parts(
            SetupView setup,
            @Nullable ChecklistView checklist,
            @Nullable ChangesView changes,
            @Nullable ResultsView results,
            @Nullable RecountView recount,
            @Nullable Refusal refusal) {}

    static ExperimentView of(Site site, KeptExperiment kept, Parts parts, Role role, Words words) {
        boolean mayEdit = role.covers(Role.EDITOR);
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
                mayEdit,
                role.covers(Role.ADMIN),
                mayEdit ? Step.of(kept.status(), words.experiment()) : List.of(),
                parts.refusal(),
                source(kept.origin()),
                parts.checklist(),
                parts.changes(),
                parts.setup(),
                parts.results(),
                parts.recount());
    }

    private static @Nullable SourceView source(@Nullable Origin origin) {
        return origin == null ? null : new SourceView(origin.source(), origin.note(), origin.randomized());
    }

    static String when(KeptExperiment kept, Words words) {
        if (kept.stoppedAt() != null && kept.status() != Status.DRAFT) {
            return words.experiment().stoppedOn(words.formats().date(kept.stoppedAt()));
        }
        if (kept.startedAt() == null) {
            return words.experiment().createdOn(words.formats().date(kept.createdAt()));
        }
        return kept.status() == Status.SCHEDULED
                ? words.experiment().startsOn(words.formats().dateTime(kept.startedAt()))
                : words.experiment().startedOn(words.formats().date(kept.startedAt()));
    }
}
