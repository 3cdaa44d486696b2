package dev.candor.api.decision.preview;

import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.PreviewSeal;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes preview links, also for drafts. Each is noted in the audit log. */
@ApplicationScoped
public class Previews {

    /** The parameter of a page's address that holds the token. */
    public static final String PARAMETER = "candor_preview";

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Audit audit;
    private final Clock clock;

    Previews(SiteCatalog sites, ExperimentCatalog experiments, Audit audit, Clock clock) {
        this.sites = sites;
        this.experiments = experiments;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A link that was made.
     *
     * @param url the page's address with the token in it
     */
    public record Link(String token, String url, Instant expiresAt) {}

    /**
     * A new link to a page that shows one variant of an experiment.
     *
     * @throws ProblemException NOT_FOUND, or INVALID_REQUEST with every fault
     */
    @Transactional
    public Link mint(String siteKey, String experimentKey, PreviewRequest request, Actor actor) {
        Site site = sites.find(siteKey)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
        KeptExperiment kept = experiments
                .find(site.id(), experimentKey)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site"));
        List<Fault> faults = faults(site, kept, request);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, faults);
        }
        Instant expiresAt =
                clock.instant().plus(Duration.ofHours(request.hours())).truncatedTo(ChronoUnit.SECONDS);
        PreviewToken token =
                new PreviewToken(site.id(), experimentKey, request.variant(), request.experience(), expiresAt);
        audit.record(
                actor,
                "experiment.preview",
                siteKey + "/" + experimentKey,
                Json.object()
                        .put("variant", request.variant())
                        .put("experience", request.experience())
                        .put("expiresAt", expiresAt.toString()));
        String text = token.text(PreviewSeal.of(site));
        return new Link(text, with(request.url(), text), expiresAt);
    }

    private static List<Fault> faults(Site site, KeptExperiment kept, PreviewRequest request) {
        List<Fault> faults = new ArrayList<>();
        Optional<Variant> variant = kept.experiment().variant(request.variant());
        if (variant.isEmpty()) {
            faults.add(new Fault(
                    "/variant",
                    "must be one of "
                            + kept.experiment().variants().stream()
                                    .map(Variant::key)
                                    .toList()));
        }
        Integer experience = request.experience();
        int count = variant.map(v -> v.experiences().size()).orElse(Integer.MAX_VALUE);
        if (experience != null && (experience < 0 || experience >= count)) {
            faults.add(new Fault(
                    "/experience",
                    count == 0
                            ? "must be left out: the variant has no experiences"
                            : "must be from 0 to " + (count - 1) + ", in the order of the variant's experiences"));
        }
        if (request.hours() < 1 || request.hours() > PreviewRequest.LONGEST_HOURS) {
            faults.add(new Fault("/hours", "must be from 1 to " + PreviewRequest.LONGEST_HOURS));
        }
        if (!isPageOf(site, request.url())) {
            faults.add(new Fault(
                    "/url", "must be the address of a page of this site, which begins with one of " + site.origins()));
        }
        return faults;
    }

    private static boolean isPageOf(Site site, String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            if (uri.getScheme() == null || host == null || uri.getRawUserInfo() != null) {
                return false;
            }
            String origin = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host.toLowerCase(Locale.ROOT)
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            return site.origins().contains(origin);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The address with the token as its parameter, in place of one that was there; the fragment stays at the end. */
    private static String with(String url, String token) {
        int hash = url.indexOf('#');
        String fragment = hash < 0 ? "" : url.substring(hash);
        String page = hash < 0 ? url : url.substring(0, hash);
        String bare = page.replaceAll("(?<=[?&])" + PARAMETER + "=[^&]*&?", "").replaceAll("[?&]$", "");
        return bare + (bare.contains("?") ? "&" : "?") + PARAMETER + "=" + token + fragment;
    }
}
