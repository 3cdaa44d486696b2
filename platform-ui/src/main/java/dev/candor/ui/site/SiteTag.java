package dev.candor.ui.site;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.decision.Snippets;
import dev.candor.domain.experiment.Change;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.experiment.Variant;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What a site's developers paste.
 *
 * @param plain  the script that waits until the page is read
 * @param masked the script that goes before everything else and keeps from sight what the running experiments may be about
 *     to change; empty where none of them changes a page
 * @param pinned the script at the address of this very build, which the browser holds to its hash
 * @param badge  the trust badge, which leads to the trust page
 */
record SiteTag(String plain, String masked, String pinned, String badge) {

    static SiteTag of(Site site, Collection<KeptExperiment> experiments, String origin, Snippets snippets) {
        String script = "<script src=\"%s/v1/candor.js\" data-site=\"%s\"".formatted(attribute(origin), site.siteKey());
        String selectors = experiments.stream()
                .filter(kept -> kept.status() == Status.RUNNING)
                .flatMap(kept -> kept.experiment().variants().stream())
                .flatMap(Variant::contents)
                .map(Content::changes)
                .flatMap(Collection::stream)
                .map(Change::selector)
                .filter(selector -> !selector.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new SiteTag(
                script + " defer></script>",
                selectors.isEmpty() ? "" : script + " data-mask=\"" + attribute(selectors) + "\"></script>",
                "<script src=\"%s%s\" data-site=\"%s\" integrity=\"%s\" crossorigin=\"anonymous\" defer></script>"
                        .formatted(attribute(origin), snippets.corePath(), site.siteKey(), snippets.coreIntegrity()),
                "<a href=\"%1$s/trust/%2$s\"><img src=\"%1$s/v1/sites/%2$s/badge.svg\" alt=\"How this site treats what you tell it\"></a>"
                        .formatted(attribute(origin), site.siteKey()));
    }

    private static String attribute(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
