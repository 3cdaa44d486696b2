package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Linter;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormValues;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** An administrator lets a finding of the checklist pass, with a reason. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}/overrides")
public class OverridePages {

    private final Linter linter;
    private final Caller caller;

    OverridePages(Linter linter, Caller caller) {
        this.linter = linter;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response override(@RestPath String site, @RestPath String key, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.ADMIN);
        FormValues form = FormValues.of(entered);
        linter.override(site, key, form.get("code"), form.get("field"), form.get("reason"), actor);
        return Flash.redirect(ExperimentView.address(site, key), "saved");
    }
}
