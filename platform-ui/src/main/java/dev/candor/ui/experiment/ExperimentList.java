package dev.candor.ui.experiment;

import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ResultsService;
import dev.candor.domain.experiment.Status;
import dev.candor.ui.experiment.ExperimentListView.Filter;
import dev.candor.ui.experiment.ExperimentListView.Row;
import dev.candor.ui.experiment.ExperimentListView.SiteGroup;
import dev.candor.ui.results.IntervalBar;
import dev.candor.ui.results.SummaryView;
import dev.candor.ui.words.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Gathers the list of experiments: one page of them over all sites, those that run first, then the newest. */
@ApplicationScoped
class ExperimentList {

    private static final Logger LOG = Logger.getLogger(ExperimentList.class);
    private static final int PAGE = 25;
    private static final List<Status> ORDER =
            List.of(Status.RUNNING, Status.PAUSED, Status.SCHEDULED, Status.DRAFT, Status.STOPPED, Status.ARCHIVED);
    private static final String ALL = "all";

    private final Sites sites;
    private final Experiments experiments;
    private final ResultsService results;

    ExperimentList(Sites sites, Experiments experiments, ResultsService results) {
        this.sites = sites;
        this.experiments = experiments;
        this.results = results;
    }

    private record Entry(Site site, KeptExperiment kept) {}

    ExperimentListView show(String status, int wantedPage, Words words, String origin) {
        List<Site> all = sites.all();
        List<Entry> entries = all.stream()
                .flatMap(site -> experiments.list(site.key()).stream().map(kept -> new Entry(site, kept)))
                .toList();
        Set<Integer> live = entries.stream()
                .filter(entry -> entry.kept().isLive())
                .map(entry -> entry.site().id())
                .collect(Collectors.toSet());
        List<Entry> chosen = entries.stream()
                .filter(entry -> shows(status, entry.kept()))
                .sorted(Comparator.comparing(
                                (Entry entry) -> !live.contains(entry.site().id()))
                        .thenComparing(entry -> entry.site().key())
                        .thenComparingInt(entry -> ORDER.indexOf(entry.kept().status()))
                        .thenComparing(Comparator.comparingInt(
                                        (Entry entry) -> entry.kept().id())
                                .reversed()))
                .toList();
        int pages = Math.max(1, (chosen.size() + PAGE - 1) / PAGE);
        int page = Math.max(1, Math.min(wantedPage, pages));
        List<Entry> shown = chosen.subList((page - 1) * PAGE, Math.min(page * PAGE, chosen.size()));
        return new ExperimentListView(
                groups(shown, words),
                filters(entries, status, words),
                status,
                page,
                pages,
                !entries.isEmpty(),
                !all.isEmpty(),
                example(all, origin));
    }

    /** Whatever is archived is shown only to who asks for it. */
    private static boolean shows(String status, KeptExperiment kept) {
        return status.equals(ALL)
                ? kept.status() != Status.ARCHIVED
                : kept.status().code().equals(status);
    }

    private List<SiteGroup> groups(List<Entry> shown, Words words) {
        Map<Integer, ExperimentResults> analysed = new HashMap<>();
        for (Entry entry : shown) {
            analyse(entry).ifPresent(found -> analysed.put(entry.kept().id(), found));
        }
        double reach = IntervalBar.reach(analysed.values().stream()
                .flatMap(found -> SummaryView.primaryLift(found).stream())
                .toList());
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        for (Entry entry : shown) {
            Site site = entry.site();
            names.put(site.key(), site.name());
            ExperimentResults found = analysed.get(entry.kept().id());
            SummaryView summary = found == null
                    ? SummaryView.notStarted(words)
                    : SummaryView.of(found, entry.kept().experiment().plan().maximumVisitors(), reach, words);
            rows.computeIfAbsent(site.key(), key -> new ArrayList<>()).add(row(entry, summary, words));
        }
        return rows.entrySet().stream()
                .map(group -> new SiteGroup(
                        group.getKey(), names.getOrDefault(group.getKey(), ""), List.copyOf(group.getValue())))
                .toList();
    }

    /** An experiment that cannot be analysed must not take the others' list with it. */
    private Optional<ExperimentResults> analyse(Entry entry) {
        if (entry.kept().startedAt() == null && entry.kept().origin() == null) {
            return Optional.empty();
        }
        String key = entry.kept().experiment().key();
        try {
            return Optional.of(results.analyse(entry.site().key(), key));
        } catch (ProblemException e) {
            LOG.warnf("no results of %s/%s: %s", entry.site().key(), key, e.getMessage());
            return Optional.empty();
        }
    }

    private static Row row(Entry entry, SummaryView summary, Words words) {
        KeptExperiment kept = entry.kept();
        String status = kept.status().code();
        return new Row(
                ExperimentView.address(entry.site().key(), kept.experiment().key()),
                kept.experiment().name(),
                kept.experiment().question(),
                status,
                words.experiment().status(status),
                ExperimentView.when(kept, words),
                summary);
    }

    private static List<Filter> filters(List<Entry> entries, String status, Words words) {
        List<Filter> filters = new ArrayList<>();
        filters.add(filter(ALL, entries, status, words));
        ORDER.stream()
                .map(Status::code)
                .filter(code -> entries.stream().anyMatch(entry -> shows(code, entry.kept())))
                .forEach(code -> filters.add(filter(code, entries, status, words)));
        return List.copyOf(filters);
    }

    private static Filter filter(String code, List<Entry> entries, String status, Words words) {
        long count = entries.stream().filter(entry -> shows(code, entry.kept())).count();
        return new Filter(code, words.experiment().status(code), words.formats().whole(count), code.equals(status));
    }

    private static String example(List<Site> all, String origin) {
        String site = all.isEmpty() ? "shop" : all.get(0).key();
        String create = """
                curl -X POST %s/api/v1/sites/%s/experiments \\
                  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                  -d @experiment.json
                """.formatted(origin, site);
        String createSite = """
                curl -X POST %s/api/v1/sites \\
                  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                  -d '{"key": "shop", "name": "Shop", "origins": ["https://shop.example"], "timeZone": "UTC", "locale": "en"}'

                """.formatted(origin);
        return all.isEmpty() ? createSite + create : create;
    }
}
