package dev.candor.api.privacy;

import dev.candor.api.access.Caller;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/sites/{site}/…/paperwork}: drafts for a lawyer, as Markdown, in English or Japanese. */
@Path("/api/v1/sites/{site}")
@Produces("text/markdown;charset=UTF-8")
public class PaperworkResource {

    private final Papers papers;
    private final Caller caller;

    PaperworkResource(Papers papers, Caller caller) {
        this.papers = papers;
        this.caller = caller;
    }

    @GET
    @Path("paperwork/notice")
    public String notice(@RestPath String site, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        return papers.notice(site, lang);
    }

    @GET
    @Path("paperwork/record")
    public String record(@RestPath String site, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        return papers.record(site, lang);
    }

    @GET
    @Path("experiments/{key}/paperwork/dpia")
    public String screening(@RestPath String site, @RestPath String key, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        return papers.screening(site, key, lang);
    }
}
