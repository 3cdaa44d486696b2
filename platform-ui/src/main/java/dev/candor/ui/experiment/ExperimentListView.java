package dev.candor.ui.experiment;

import dev.candor.ui.results.SummaryView;
import java.util.List;

/**
 * The list of experiments.
 *
 * @param sites   with those of their experiments that are on this page
 * @param status  the filter, {@code all} for none
 * @param anySite whether there is a site at all
 * @param any     whether there is an experiment at all, whatever the filter
 */
public record ExperimentListView(
        List<SiteGroup> sites,
        List<Filter> filters,
        String status,
        int page,
        int pages,
        boolean any,
        boolean anySite,
        String newExperiment) {

    /** One site and its experiments, newest first. */
    public record SiteGroup(String key, String name, List<Row> rows) {}

    /** One experiment in a line. */
    public record Row(
            String address,
            String name,
            String question,
            String status,
            String statusLabel,
            String when,
            SummaryView summary) {}

    /** A link that shows only experiments of one status. */
    public record Filter(String code, String label, String count, boolean chosen) {}

    public boolean hasPrevious() {
        return page > 1;
    }

    public boolean hasNext() {
        return page < pages;
    }
}
