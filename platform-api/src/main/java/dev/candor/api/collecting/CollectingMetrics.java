package dev.candor.api.collecting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What operators see of collecting. Labels come from this program's own words alone, never from a request. */
@ApplicationScoped
class CollectingMetrics {

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter duplicates;
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<String, Counter> turnedAway = new ConcurrentHashMap<>();
    private final Timer commit;
    private final DistributionSummary batch;

    CollectingMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = events("accepted", "");
        duplicates = events("duplicate", "");
        commit = Timer.builder("candor.commit")
                .description("How long storing a batch of events took")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        batch = DistributionSummary.builder("candor.commit.events")
                .description("How many events were committed together")
                .register(registry);
    }

    private Counter events(String outcome, String reason) {
        return Counter.builder("candor.events")
                .description("Events by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    void watch(Supplier<Number> requests, Supplier<Number> kibibytes) {
        Gauge.builder("candor.waiting.requests", requests)
                .description("Requests whose events wait to be stored")
                .register(registry);
        Gauge.builder("candor.waiting.kibibytes", kibibytes)
                .description("About how much memory they take")
                .register(registry);
    }

    void committed(int events, long nanoseconds) {
        commit.record(nanoseconds, TimeUnit.NANOSECONDS);
        batch.record(events);
    }

    void answered(int isNew, int known, Iterable<Rejection> refused) {
        accepted.increment(isNew);
        duplicates.increment(known);
        for (Rejection rejection : refused) {
            rejected.computeIfAbsent(rejection.reason(), reason -> events("rejected", reason))
                    .increment();
        }
    }

    /** A request that was answered by a problem: {@code too_large}, {@code network_limit}, {@code site_limit} and such. */
    void turnedAway(String reason) {
        turnedAway
                .computeIfAbsent(
                        reason,
                        why -> Counter.builder("candor.events.requests.refused")
                                .description("Requests for events that were refused whole")
                                .tag("reason", why)
                                .register(registry))
                .increment();
    }
}
