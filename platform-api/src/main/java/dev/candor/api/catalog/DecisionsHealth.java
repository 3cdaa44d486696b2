package dev.candor.api.catalog;

import dev.candor.api.database.DatabaseState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether this node decides, and by what. Without its database it is degraded but ready: it goes on deciding, and who
 * sends it no more traffic would gain nothing by it.
 */
@Readiness
@ApplicationScoped
class DecisionsHealth implements HealthCheck {

    private final Rulesets rulesets;
    private final DatabaseState database;

    DecisionsHealth(Rulesets rulesets, DatabaseState database) {
        this.rulesets = rulesets;
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Instant> away = database.awaySince();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("decisions")
                .up()
                .withData("degraded", away.isPresent() || rulesets.isFromCopy())
                .withData("sites", rulesets.count());
        away.ifPresent(since -> answer.withData("databaseAwaySince", since.toString()));
        return answer.build();
    }
}
