package dev.candor.api.catalog;

import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes of a site and its experiments what a decision needs. */
@ApplicationScoped
class RulesetCompiler {

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final VocabularyCatalog vocabulary;

    RulesetCompiler(SiteCatalog sites, ExperimentCatalog experiments, VocabularyCatalog vocabulary) {
        this.sites = sites;
        this.experiments = experiments;
        this.vocabulary = vocabulary;
    }

    /** The site as it is kept now. */
    Compiled compile(Site site) {
        return compile(
                site,
                sites.serverKeyHash(site.id()),
                PreviewSeal.of(site),
                experiments.layerSeeds(site.id()),
                experiments.page(site.id(), 0, Integer.MAX_VALUE),
                vocabulary.attributes(site.id()),
                false);
    }

    /** The same of what was read from anywhere. */
    static Compiled compile(
            Site site,
            String serverKeyHash,
            PreviewSeal seal,
            Map<String, String> layerSeeds,
            List<KeptExperiment> all,
            Map<String, Attribute> attributes,
            boolean fromCopy) {
        List<KeptExperiment> live = all.stream().filter(KeptExperiment::isLive).toList();
        List<Rule> rules = new ArrayList<>();
        for (KeptExperiment kept : live) {
            Slice slice = kept.slice();
            // One that waits for its time is there already, so that it begins to the second on every node.
            if (kept.status() != Status.PAUSED && slice != null) {
                String layerSeed = Objects.requireNonNull(layerSeeds.get(kept.layer()));
                rules.add(
                        new Rule(kept.experiment(), kept.seed(), layerSeed, slice, others(live, kept), kept.phases()));
            }
        }
        Ruleset ruleset = new Ruleset(
                site.siteKey(),
                site.revision(),
                site.consentPolicy(),
                site.signalPolicy(),
                site.holdoutSeed(),
                site.holdoutShare(),
                rules,
                site.hosts());
        Map<String, KeptExperiment> byKey = new HashMap<>();
        Map<String, KeptExperiment> started = new HashMap<>();
        for (KeptExperiment kept : all) {
            if (kept.origin() != null) {
                continue;
            }
            String key = kept.experiment().key();
            if (kept.status() != Status.ARCHIVED) {
                byKey.put(key, kept);
            }
            if (kept.startedAt() != null) {
                started.put(key, kept);
            }
        }
        return new Compiled(
                site,
                ruleset,
                Map.copyOf(byKey),
                Map.copyOf(started),
                Collections.unmodifiableMap(new LinkedHashMap<>(attributes)),
                started.values().stream().anyMatch(kept -> kept.experiment().unit() == UnitKind.DAILY_VISITOR),
                seal,
                serverKeyHash,
                new PublicRuleset(ruleset, attributes),
                fromCopy);
    }

    private static List<Slice> others(List<KeptExperiment> live, KeptExperiment kept) {
        return live.stream()
                .filter(other -> other.id() != kept.id() && other.layer().equals(kept.layer()))
                .map(KeptExperiment::slice)
                .filter(Objects::nonNull)
                .toList();
    }
}
