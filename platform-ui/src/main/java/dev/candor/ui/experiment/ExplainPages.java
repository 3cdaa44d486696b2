package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.explaining.Explanations;
import dev.candor.api.explaining.Question;
import dev.candor.api.explaining.Simulations;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Role;
import dev.candor.domain.attribute.Attribute;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import dev.candor.ui.words.Words;
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
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** A decision explained step by step, and a crowd simulated. Both are posted: what is entered stays out of addresses. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}/explain")
@Produces(MediaType.TEXT_HTML)
public class ExplainPages {

    private static final int UNPROCESSABLE = 422;
    private static final int CROWD = 100_000;

    private final Sites sites;
    private final Experiments experiments;
    private final Explanations explanations;
    private final Simulations simulations;
    private final Caller caller;
    private final Layout layout;

    ExplainPages(
            Sites sites,
            Experiments experiments,
            Explanations explanations,
            Simulations simulations,
            Caller caller,
            Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.explanations = explanations;
        this.simulations = simulations;
        this.caller = caller;
        this.layout = layout;
    }

    /**
     * The page.
     *
     * @param fault what was wrong beyond one field; empty for nothing
     */
    public record ExplainView(
            String siteKey,
            String siteName,
            String address,
            String name,
            ExplainForm form,
            boolean faulty,
            String fault,
            @Nullable ExplainedView explained,
            @Nullable SimulationView simulation) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ExplainView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site, @RestPath String key) {
        caller.require(Role.VIEWER);
        return Templates.show(view(site, key, FormValues.EMPTY, null, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        caller.require(Role.VIEWER);
        FormValues form = FormValues.of(entered);
        Site owner = sites.get(site);
        Map<String, Attribute> attributes = sites.attributes(site);
        Fields fields = Fields.of(ExplainForm.question(form, attributes));
        Question question = Question.read(fields);
        List<Fault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return refused(site, key, form.with(faults));
        }
        Words words = layout.words(owner.timeZone());
        try {
            boolean crowd = form.get("what").equals("simulate");
            return Response.ok(Templates.show(view(
                                    site,
                                    key,
                                    form,
                                    crowd ? null : ExplainedView.of(explanations.explain(site, key, question), words),
                                    crowd ? simulated(site, key, question, words) : null))
                            .render())
                    .build();
        } catch (ProblemException e) {
            if (e.problem().errors().isEmpty()) {
                throw e;
            }
            return refused(site, key, form.with(e.problem().errors()));
        }
    }

    private SimulationView simulated(String site, String key, Question question, Words words) {
        var crowd = new Simulations.Crowd(CROWD, 1, question.consents(), question.facts());
        return SimulationView.of(simulations.simulate(site, key, crowd), words);
    }

    private Response refused(String site, String key, FormValues form) {
        return Response.status(UNPROCESSABLE)
                .entity(Templates.show(view(site, key, form, null, null)).render())
                .build();
    }

    private ExplainView view(
            String siteKey,
            String key,
            FormValues form,
            @Nullable ExplainedView explained,
            @Nullable SimulationView simulation) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = experiments.get(siteKey, key);
        Words words = layout.words(site.timeZone());
        return new ExplainView(
                siteKey,
                site.name(),
                ExperimentView.address(siteKey, key),
                kept.experiment().name(),
                ExplainForm.of(form, sites.attributes(siteKey), words.language().tag(), words.explain()),
                !form.faults().isEmpty(),
                form.faults().getOrDefault("variants", ""),
                explained,
                simulation);
    }
}
