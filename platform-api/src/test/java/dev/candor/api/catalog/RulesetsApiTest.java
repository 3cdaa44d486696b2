package dev.candor.api.catalog;

import static dev.candor.api.journeys.Candor.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.journeys.Candor;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second node on the same database: it hears of every change, by word or by looking, and keeps a copy for bad times. */
@QuarkusTest
class RulesetsApiTest {

    private static final String ORIGIN = "https://nodes.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SiteCatalog sites;

    @Inject
    RulesetCompiler compiler;

    @Inject
    Event<SitesServed> served;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    DatabaseState state;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @TempDir
    Path folder;

    private Rulesets node;
    private CatalogListener listener;

    @BeforeEach
    void makeNode() {
        node = new Rulesets(sites, compiler, new RulesetCopy(folder), served);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (listener != null) {
            listener.stop();
        }
    }

    private void listen(Duration poll) {
        listener = new CatalogListener(node, dataSource, state, (int) poll.toMillis());
        listener.start();
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            Thread.onSpinWait();
        }
    }

    private boolean runs(String siteKey, String experiment) {
        return node.of(siteKey)
                .map(Compiled::ruleset)
                .flatMap(r -> r.rule(experiment))
                .isPresent();
    }

    @Test
    void otherNodeHearsOfAChangeAtOnce() {
        String siteKey = Candor.shop("nodes-told", ORIGIN).get("siteKey").asText();
        // It would look by itself only after an hour, so that what arrives was announced.
        listen(Duration.ofHours(1));
        await(() -> runs(siteKey, "welcome"));
        for (String step : List.of("pause", "resume")) {
            long asked = System.nanoTime();
            admin().post("/api/v1/sites/nodes-told/experiments/welcome/" + step)
                    .then()
                    .statusCode(200);
            await(() -> runs(siteKey, "welcome") == step.equals("resume"));
            System.out.printf(
                    "%s reached the other node %d ms after it was asked for%n",
                    step, Duration.ofNanos(System.nanoTime() - asked).toMillis());
        }
    }

    @Test
    void changeThatNobodyAnnouncedIsFoundByLooking() {
        String siteKey = Candor.shop("nodes-untold", ORIGIN).get("siteKey").asText();
        listen(Duration.ofMillis(50));
        await(() -> runs(siteKey, "welcome"));
        database.query(handle -> handle.execute(
                "update site set holdout_share = 77, revision = revision + 1 where key = 'nodes-untold'"));
        await(() -> node.of(siteKey).orElseThrow().site().holdoutShare() == 77);
    }

    @Test
    void copyDecidesLikeTheOriginalAndHoldsNoSecretInClear() throws IOException {
        var created = Candor.shop("nodes-copy", ORIGIN);
        String siteKey = created.get("siteKey").asText();
        node.refresh();
        Path file = folder.resolve("rulesets.json");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(file);
        }
        Compiled original = node.of(siteKey).orElseThrow();
        String text = Files.readString(file);
        assertThat(text)
                .doesNotContain(
                        created.get("serverKey").asText(),
                        java.util.HexFormat.of()
                                .formatHex(original.site().keys().current().key()),
                        java.util.Base64.getEncoder()
                                .encodeToString(original.site().keys().current().key()));
        Compiled copy = new RulesetCopy(folder)
                .read().stream()
                        .filter(c -> c.site().siteKey().equals(siteKey))
                        .findFirst()
                        .orElseThrow();
        assertThat(copy.fromCopy()).isTrue();
        assertThat(copy.site().keys().areKnown()).isFalse();
        assertThat(copy.body().at(clock.instant()).tag())
                .isEqualTo(original.body().at(clock.instant()).tag());
        assertThat(copy.serverKeyHash()).isEqualTo(original.serverKeyHash());
        assertThat(copy.seal().sign("x")).isEqualTo(original.seal().sign("x"));
        assertThat(copy.experiments().get("welcome").phases())
                .isEqualTo(original.experiments().get("welcome").phases());
    }

    @Test
    void damagedOrMissingCopyIsNoCopy() throws IOException {
        assertThat(new RulesetCopy(folder).read()).isEmpty();
        Files.writeString(folder.resolve("rulesets.json"), "{\"format\": 1, \"sites\": [{\"id\"");
        assertThat(new RulesetCopy(folder).read()).isEqualTo(List.of());
    }
}
