package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.LaunchRules;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/** What only a person can know of a draft, to fill in. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}/edit")
@Produces(MediaType.TEXT_HTML)
public class DraftPages {

    private static final int STALE = 412;
    private static final int UNPROCESSABLE = 422;

    private final Sites sites;
    private final Experiments experiments;
    private final Caller caller;
    private final Layout layout;

    DraftPages(Sites sites, Experiments experiments, Caller caller, Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.caller = caller;
        this.layout = layout;
    }

    /**
     * The page.
     *
     * @param fault what was wrong beyond one input; empty for nothing
     */
    public record DraftView(
            String siteKey,
            String siteName,
            String address,
            String name,
            String revision,
            List<DraftForm.Group> groups,
            boolean faulty,
            String fault) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(DraftView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site, @RestPath String key) {
        caller.require(Role.EDITOR);
        return Templates.show(view(sites.get(site), draft(site, key), FormValues.EMPTY));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.EDITOR);
        FormValues form = FormValues.of(entered);
        Site owner = sites.get(site);
        KeptExperiment kept = draft(site, key);
        Fields fields = Fields.of(new DraftForm(kept.experiment(), rules(owner)).filled(form));
        Experiment experiment = ExperimentJson.read(fields);
        List<Fault> faults = fields.faults();
        if (faults.isEmpty()) {
            String revision = form.get("revision");
            try {
                experiments.replace(
                        site, experiment, revision.matches("[0-9]{1,9}") ? Long.parseLong(revision) : -1, actor);
                return Flash.redirect(ExperimentView.address(site, key), "saved");
            } catch (ProblemException e) {
                if (e.problem().status() == STALE) {
                    faults = List.of(new Fault("", layout.words().steering().stale()));
                } else if (e.problem().errors().isEmpty()) {
                    throw e;
                } else {
                    faults = e.problem().errors();
                }
            }
        }
        return Response.status(UNPROCESSABLE)
                .entity(Templates.show(view(owner, kept, form.with(faults))).render())
                .build();
    }

    private KeptExperiment draft(String site, String key) {
        KeptExperiment kept = experiments.get(site, key);
        if (!LifecycleStep.EDIT.isPossibleIn(kept.status())) {
            throw new ProblemException(ProblemType.IMPOSSIBLE_STEP, LifecycleStep.EDIT.refusal(kept.status()));
        }
        return kept;
    }

    private LaunchRules.Site rules(Site site) {
        return new LaunchRules.Site(
                site.locale(), site.hosts(), sites.metrics(site.key()), sites.attributes(site.key()));
    }

    private DraftView view(Site site, KeptExperiment kept, FormValues form) {
        List<DraftForm.Group> groups = new DraftForm(kept.experiment(), rules(site))
                .groups(form, layout.words(site.timeZone()).steering());
        Set<String> inputs = groups.stream()
                .flatMap(group -> group.fields().stream())
                .map(FormField::name)
                .collect(Collectors.toSet());
        return new DraftView(
                site.key(),
                site.name(),
                ExperimentView.address(site.key(), kept.experiment().key()),
                kept.experiment().name(),
                form.get("revision", Integer.toString(kept.revision())),
                groups,
                !form.faults().isEmpty(),
                form.faults().entrySet().stream()
                        .filter(fault -> !inputs.contains(fault.getKey()))
                        .map(fault -> fault.getKey() + " " + fault.getValue())
                        .collect(Collectors.joining("; "))
                        .strip());
    }
}
