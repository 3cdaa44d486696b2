package dev.candor.ui.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.authoring.Templates.Template;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.metric.MetricRole;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import dev.candor.ui.words.SteeringWords;
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
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** A new draft from a template. */
@Authenticated
@Blocking
@Path("/sites/{site}/new-experiment")
@Produces(MediaType.TEXT_HTML)
public class NewExperimentPages {

    private static final int UNPROCESSABLE = 422;

    private final Sites sites;
    private final Experiments experiments;
    private final dev.candor.api.authoring.Templates templates;
    private final Caller caller;
    private final Layout layout;

    NewExperimentPages(
            Sites sites,
            Experiments experiments,
            dev.candor.api.authoring.Templates templates,
            Caller caller,
            Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.templates = templates;
        this.caller = caller;
        this.layout = layout;
    }

    /**
     * The page.
     *
     * @param fault what was wrong beyond one field; empty for nothing
     */
    public record NewExperimentView(
            String siteKey,
            String siteName,
            List<Choice> choices,
            List<FormField> fields,
            boolean faulty,
            String fault) {}

    /** One template to choose. */
    public record Choice(
            String key, String name, String purpose, List<String> variants, boolean asks, boolean chosen) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(NewExperimentView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site) {
        caller.require(Role.EDITOR);
        return Templates.show(view(sites.get(site), FormValues.EMPTY));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(@RestPath String site, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.EDITOR);
        Site owner = sites.get(site);
        FormValues form = FormValues.of(entered);
        Fields fields = Fields.of(dev.candor.api.authoring.Templates.draft(chosen(form), owner, own(form)));
        Experiment experiment = ExperimentJson.read(fields);
        List<Fault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return again(owner, form.with(faults));
        }
        try {
            experiments.create(site, experiment, actor);
        } catch (ProblemException e) {
            List<Fault> refused = e.problem().errors().isEmpty()
                    ? List.of(new Fault("/key", e.problem().detail()))
                    : e.problem().errors();
            return again(owner, form.with(refused));
        }
        return Flash.redirect(ExperimentView.address(site, experiment.key()), "created");
    }

    private Template chosen(FormValues form) {
        return templates.find(form.get("template")).orElse(templates.all().get(0));
    }

    private ObjectNode own(FormValues form) {
        ObjectNode own = Json.object().put("key", form.get("key")).put("name", form.get("name"));
        if (!form.get("primary").isEmpty()) {
            var metrics = own.putArray("metrics");
            metrics.addObject().put("metric", form.get("primary")).put("role", MetricRole.PRIMARY.code());
            chosen(form).experiment().path("metrics").forEach(metrics::add);
        }
        return own;
    }

    private Response again(Site site, FormValues form) {
        return Response.status(UNPROCESSABLE)
                .entity(Templates.show(view(site, form)).render())
                .build();
    }

    private NewExperimentView view(Site site, FormValues form) {
        Words words = layout.words();
        String language = words.language().tag();
        Template chosen =
                templates.find(form.get("template", "personalization")).orElse(chosen(form));
        List<FormField> fields =
                fields(site, form, words.steering()).stream().map(form::marked).toList();
        String fault = form.faults().entrySet().stream()
                .filter(entry -> fields.stream().noneMatch(field -> field.name().equals(entry.getKey())))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return new NewExperimentView(
                site.key(),
                site.name(),
                templates.all().stream()
                        .map(template -> new Choice(
                                template.key(),
                                template.names().getOrDefault(language, template.key()),
                                template.purposes().getOrDefault(language, ""),
                                template.variants(),
                                template.asks(),
                                template.equals(chosen)))
                        .toList(),
                fields,
                !form.faults().isEmpty(),
                fault);
    }

    private List<FormField> fields(Site site, FormValues form, SteeringWords say) {
        List<String> metrics = new ArrayList<>(List.of(""));
        metrics.addAll(sites.metrics(site.key()).keySet());
        List<String> labels = new ArrayList<>(metrics);
        labels.set(0, say.later());
        return List.of(
                FormField.text("name", say.name(), say.nameHelp(), form.get("name")),
                FormField.text("key", say.key(), say.keyHelp(), form.get("key")),
                FormField.select("primary", say.primary(), "", metrics, labels, form.get("primary")));
    }
}
