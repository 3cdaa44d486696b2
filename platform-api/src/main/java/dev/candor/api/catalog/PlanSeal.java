package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.Experiment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Whether an experiment still is what was sealed at its start, but for its amendments. The program itself refuses other changes;
 * whoever has the database's own rights could make them.
 */
@ApplicationScoped
public class PlanSeal {

    private final Database database;

    PlanSeal(Database database) {
        this.database = database;
    }

    /** @param amendments all of them, in their order */
    public boolean isUnbroken(KeptExperiment kept, List<Amendment> amendments) {
        Optional<String> plan =
                database.query(handle -> handle.createQuery("select plan from experiment where id = :id")
                        .bind("id", kept.id())
                        .mapTo(String.class)
                        .findOne());
        return plan.isEmpty() || isUnbroken(plan.get(), kept, amendments);
    }

    private static boolean isUnbroken(String plan, KeptExperiment kept, List<Amendment> amendments) {
        if (!SealedPlan.sha256(plan).equals(kept.planSha256())) {
            return false;
        }
        Fields sealed = Fields.of(Json.kept(plan).path("experiment"));
        Experiment expected = amended(ExperimentJson.read(sealed), amendments);
        return canonical(expected).equals(canonical(kept.experiment()));
    }

    private static Experiment amended(Experiment sealed, List<Amendment> amendments) {
        Experiment amended = sealed;
        for (Amendment amendment : amendments) {
            JsonNode to = Json.kept(amendment.detail()).path("to");
            amended = switch (amendment.what()) {
                case Amendment.TRAFFIC -> amended.withTrafficShare(to.asInt());
                case Amendment.PHASE ->
                    amended.withWeights(sealed.variants().stream()
                            .map(variant -> to.path(variant.key()).asInt())
                            .toList());
                default -> amended;
            };
        }
        return amended;
    }

    /** Both are written by this program, so that another way of writing them breaks no seal. */
    private static String canonical(Experiment experiment) {
        return Json.canonical(ExperimentJson.write(experiment));
    }
}
