package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.decision.preview.PreviewRequest;
import dev.candor.api.decision.preview.Previews;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Variant;
import dev.candor.ui.audience.AudienceReading;
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
import org.jspecify.annotations.Nullable;

/** Preview links of an experiment's variants and experiences. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}/previews")
@Produces(MediaType.TEXT_HTML)
public class PreviewPages {

    private static final int UNPROCESSABLE = 422;
    private static final List<String> HOURS = List.of("1", "24", "72", "168");

    private final Sites sites;
    private final Experiments experiments;
    private final Previews previews;
    private final Caller caller;
    private final Layout layout;

    PreviewPages(Sites sites, Experiments experiments, Previews previews, Caller caller, Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.previews = previews;
        this.caller = caller;
        this.layout = layout;
    }

    /** The page; {@code link} is null before one was made. */
    public record PreviewView(
            String siteKey,
            String siteName,
            String address,
            String name,
            List<FormField> fields,
            boolean faulty,
            @Nullable LinkView link) {}

    /** A link that was made. */
    public record LinkView(String url, String what, String until) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(PreviewView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site, @RestPath String key) {
        caller.require(Role.EDITOR);
        return Templates.show(view(site, key, FormValues.EMPTY, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response mint(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.EDITOR);
        FormValues form = FormValues.of(entered);
        try {
            Previews.Link link = previews.mint(site, key, request(form), actor);
            return Response.ok(Templates.show(view(site, key, form, link)).render())
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (ProblemException e) {
            if (e.problem().errors().isEmpty()) {
                throw e;
            }
            return Response.status(UNPROCESSABLE)
                    .entity(Templates.show(view(site, key, form.with(e.problem().errors()), null))
                            .render())
                    .build();
        }
    }

    /** {@code by-interest/0} is the first experience of that variant. */
    private static PreviewRequest request(FormValues form) {
        String[] shown = form.get("variant").split("/", 2);
        Integer experience = shown.length > 1 && shown[1].matches("[0-9]{1,3}") ? Integer.valueOf(shown[1]) : null;
        String hours = form.get("hours", "24");
        return new PreviewRequest(
                shown[0], experience, hours.matches("[0-9]{1,4}") ? Integer.parseInt(hours) : 0, form.get("url"));
    }

    private PreviewView view(String siteKey, String key, FormValues form, Previews.@Nullable Link link) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = experiments.get(siteKey, key);
        Words words = layout.words(site.timeZone());
        SteeringWords say = words.steering();
        List<String> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Variant variant : kept.experiment().variants()) {
            values.add(variant.key());
            labels.add(say.showVariant(variant.key()));
            for (int i = 0; i < variant.experiences().size(); i++) {
                values.add(variant.key() + "/" + i);
                labels.add(say.showExperience(
                        variant.key(),
                        Integer.toString(i + 1),
                        new AudienceReading(words.audience())
                                .read(variant.experiences().get(i).when())));
            }
        }
        String shown = form.get("variant", values.isEmpty() ? "" : values.get(values.size() - 1));
        List<FormField> fields = List.of(
                FormField.select("variant", say.show(), "", values, labels, shown),
                FormField.url(
                        "url",
                        say.page(),
                        say.pageHelp(),
                        form.get("url", site.origins().get(0) + "/")),
                FormField.select(
                        "hours",
                        say.hours(),
                        "",
                        HOURS,
                        HOURS.stream().map(say::hoursOf).toList(),
                        form.get("hours", "24")));
        return new PreviewView(
                siteKey,
                site.name(),
                ExperimentView.address(siteKey, key),
                kept.experiment().name(),
                fields.stream().map(form::marked).toList(),
                !form.faults().isEmpty(),
                link == null
                        ? null
                        : new LinkView(
                                link.url(),
                                labels.get(Math.max(0, values.indexOf(shown))),
                                say.linkUntil(words.formats().dateTime(link.expiresAt()))));
    }
}
