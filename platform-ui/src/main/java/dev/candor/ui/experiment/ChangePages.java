package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.RunningChanges;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.ui.experiment.ExperimentView.Refusal;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** What may change while an experiment runs: the share of the traffic, and the weights by a new phase. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ChangePages {

    private static final int CONFLICT = 409;
    private static final int STALE = 412;
    private static final int UNPROCESSABLE = 422;

    private final ExperimentPage page;
    private final Experiments experiments;
    private final RunningChanges changes;
    private final Caller caller;
    private final Layout layout;

    ChangePages(ExperimentPage page, Experiments experiments, RunningChanges changes, Caller caller, Layout layout) {
        this.page = page;
        this.experiments = experiments;
        this.changes = changes;
        this.caller = caller;
        this.layout = layout;
    }

    @POST
    @Path("traffic")
    public Response ramp(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.EDITOR);
        FormValues form = FormValues.of(entered);
        List<Fault> faults = new ArrayList<>();
        int share = basisPoints(form, "trafficShare", faults);
        if (!faults.isEmpty()) {
            return again(site, key, form.with(faults));
        }
        return changed(site, key, form, "ramped", () -> changes.ramp(site, key, share, revision(form), actor));
    }

    @POST
    @Path("phases")
    public Response beginPhase(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.EDITOR);
        FormValues form = FormValues.of(entered);
        List<Fault> faults = new ArrayList<>();
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Variant variant : experiments.get(site, key).experiment().variants()) {
            weights.put(variant.key(), basisPoints(form, ChangesView.weight(variant.key()), faults));
        }
        if (!faults.isEmpty()) {
            return again(site, key, form.with(faults));
        }
        return changed(
                site, key, form, "phaseBegun", () -> changes.beginPhase(site, key, weights, revision(form), actor));
    }

    private Response changed(String site, String key, FormValues form, String flash, Runnable change) {
        try {
            change.run();
            return Flash.redirect(ExperimentView.address(site, key), flash);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.status() == STALE || problem.status() == CONFLICT) {
                Refusal refusal = problem.status() == STALE
                        ? new Refusal(
                                layout.words().experiment().impossibleTitle(),
                                "",
                                List.of(new Fault("", layout.words().steering().stale())))
                        : page.refusal(problem);
                return answer(problem.status(), page.view(site, key, refusal, FormValues.EMPTY));
            }
            if (problem.errors().isEmpty()) {
                throw e;
            }
            return again(site, key, form.with(problem.errors()));
        }
    }

    private Response again(String site, String key, FormValues form) {
        return answer(UNPROCESSABLE, page.view(site, key, null, form));
    }

    private static Response answer(int status, ExperimentView view) {
        return Response.status(status)
                .entity(ExperimentPages.Templates.show(view).render())
                .build();
    }

    /** A percentage of at most two decimals as basis points; 0 with a fault noted for anything else. */
    private int basisPoints(FormValues form, String name, List<Fault> faults) {
        String text = form.get(name).replace("%", "").strip();
        if (text.matches("[0-9]{1,3}([.,][0-9]{1,2})?")) {
            int points =
                    new BigDecimal(text.replace(',', '.')).movePointRight(2).intValueExact();
            if (points >= 1 && points <= Slice.WHOLE) {
                return points;
            }
        }
        faults.add(new Fault("/" + name, layout.words().steering().notPercent()));
        return 0;
    }

    /** The revision that the page was made from; none that exists when somebody tampered with it. */
    private static long revision(FormValues form) {
        String text = form.get("revision");
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }
}
