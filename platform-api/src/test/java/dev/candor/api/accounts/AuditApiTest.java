package dev.candor.api.accounts;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.audit.Audit.Head;
import dev.candor.api.database.Database;
import dev.candor.api.journeys.Candor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit can be added to and nothing else; and where somebody does it all the same, it shows at which row. */
@QuarkusTest
class AuditApiTest {

    private static int sites;

    @Inject
    Audit audit;

    @Inject
    Database database;

    @BeforeEach
    void thereAreRows() {
        for (int i = 0; i < 5; i++) {
            Candor.site("audit-" + sites++, "https://audit.example");
        }
    }

    /** What is found after somebody with the database's own rights did this; then it is undone. */
    private Optional<Long> brokenAfter(Head kept, String... statements) {
        QuarkusTransaction.begin();
        try {
            database.query(handle -> {
                handle.execute("alter table audit disable trigger audit_is_append_only");
                for (String statement : statements) {
                    handle.execute(statement);
                }
                return true;
            });
            return audit.firstBroken(kept);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private long last() {
        return audit.head().sequence();
    }

    @Test
    void theDatabaseRefusesToRewriteIt() {
        for (String statement :
                new String[] {"update audit set actor = 'nobody'", "delete from audit", "truncate audit"}) {
            assertThatThrownBy(() -> database.query(handle -> handle.execute(statement)))
                    .as(statement)
                    .hasStackTraceContaining("append-only");
        }
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void anEditedRowIsNamed() {
        long row = last() - 2;
        for (String change : new String[] {
            "actor = 'somebody else'", "detail = '{}'", "subject = 'other'", "at = at + interval '1 microsecond'"
        }) {
            assertThat(brokenAfter(null, "update audit set " + change + " where sequence = " + row))
                    .as(change)
                    .contains(row);
        }
    }

    @Test
    void aDeletedRowIsNamed() {
        long row = last() - 2;
        assertThat(brokenAfter(null, "delete from audit where sequence = " + row))
                .contains(row);
    }

    @Test
    void rowsInAnotherOrderAreNamed() {
        long row = last() - 2;
        assertThat(brokenAfter(
                        null,
                        "update audit set sequence = -1 where sequence = " + row,
                        "update audit set sequence = " + row + " where sequence = " + (row + 1),
                        "update audit set sequence = " + (row + 1) + " where sequence = -1"))
                .contains(row);
    }

    @Test
    void aTailThatWasCutOffIsSeenByAHeadThatWasPrintedBefore() {
        Head printed = audit.head();
        String cut = "delete from audit where sequence >= " + printed.sequence();
        assertThat(brokenAfter(null, cut)).as("nobody kept a head").isEmpty();
        assertThat(brokenAfter(printed, cut)).contains(printed.sequence());
        assertThat(brokenAfter(new Head(0, printed.hash()), cut)).contains(printed.sequence());
        assertThat(audit.firstBroken(printed)).isEmpty();
        Candor.site("audit-more-" + sites++, "https://audit.example");
        assertThat(audit.firstBroken(printed)).as("more was written since").isEmpty();
    }

    @Test
    void headsAreVerifiedOverHttpAndStandOnResults() {
        String site = "audit-results-" + sites++;
        Candor.shop(site, "https://audit.example");
        String head = json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results")
                        .then()
                        .statusCode(200))
                .get("auditHead")
                .asText();
        JsonNode verified =
                json(admin().get("/api/v1/audit/verify?head=" + head).then().statusCode(200));
        assertThat(verified.get("intact").asBoolean()).isTrue();
        assertThat(Head.read(verified.get("head").asText())).isPresent();
        long sequence = Head.read(head).orElseThrow().sequence();
        JsonNode other = json(admin().get("/api/v1/audit/verify?head=" + sequence + ":" + "0".repeat(64))
                .then());
        assertThat(other.get("intact").asBoolean()).isFalse();
        assertThat(other.get("firstBroken").asLong()).isEqualTo(sequence);
        admin().get("/api/v1/audit/verify?head=nonsense").then().statusCode(400);
    }

    @Test
    void eachKindOfChangeIsWrittenDownWithItsActor() {
        String site = "audit-kinds-" + sites++;
        String name = "kinds_" + System.nanoTime();
        Candor.shop(site, "https://audit.example");
        String path = "/api/v1/sites/" + site;
        admin().header("If-Match", admin().get(path).header("ETag"))
                .body("{\"name\": \"Another name\"}")
                .patch(path)
                .then()
                .statusCode(200);
        admin().post(path + "/keys").then().statusCode(200);
        admin().body("{\"name\": \"" + name + "\", \"password\": \"correct horse battery\", \"role\": \"viewer\"}")
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        admin().body("{\"name\": \"" + name + "\", \"role\": \"editor\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(201);
        List<String> written = json(admin().get("/api/v1/audit?limit=30").then().statusCode(200))
                .get("items")
                .valueStream()
                .filter(entry -> entry.get("subject").asText().startsWith(site)
                        || entry.get("subject").asText().equals(name))
                .map(entry ->
                        entry.get("actor").asText() + " " + entry.get("action").asText() + " "
                                + entry.get("subject").asText())
                .toList()
                .reversed();
        assertThat(written)
                .containsExactly(
                        "token:bootstrap site.create " + site,
                        "token:bootstrap metric.put " + site + "/purchase",
                        "token:bootstrap metric.put " + site + "/spend",
                        "token:bootstrap attribute.put " + site + "/interest",
                        "token:bootstrap experiment.create " + site + "/welcome",
                        "token:bootstrap experiment.start " + site + "/welcome",
                        "token:bootstrap site.change " + site,
                        "token:bootstrap site.rotate_key " + site,
                        "token:bootstrap user.create " + name,
                        "token:bootstrap token.create " + name);
        assertThat(admin().get("/api/v1/audit?limit=30").asString()).doesNotContain("correct horse battery");
    }

    private static JsonNode amendments(String site) {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results")
                        .then()
                        .statusCode(200))
                .get("health")
                .valueStream()
                .filter(check -> check.get("check").asText().equals("amendments"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoRewritesASealedPlanInTheDatabaseGetsNoVerdict() {
        String site = "audit-sealed-" + sites++;
        Candor.shop(site, "https://audit.example");
        String path = "/api/v1/sites/" + site + "/experiments/welcome";
        admin().header("If-Match", admin().get(path).header("ETag"))
                .body("{\"trafficShare\": 5000}")
                .patch(path + "/traffic")
                .then()
                .statusCode(200);
        admin().header("If-Match", admin().get(path).header("ETag"))
                .body("{\"weights\": {\"plain\": 2000, \"by-interest\": 8000}}")
                .post(path + "/phases")
                .then()
                .statusCode(200);
        assertThat(amendments(site).get("status").asText())
                .as("what amendments say")
                .isEqualTo("pass");
        assertThat(amendments(site).get("value").asInt()).isEqualTo(2);

        String where = " where key = 'welcome' and site_id = (select id from site where key = '" + site + "')";
        for (String change : new String[] {
            "definition = replace(cast(definition as text), '0.005', '0.5')::json",
            "definition = replace(cast(definition as text), '5000', '5001')::json",
            "plan = replace(plan, '0.005', '0.5')"
        }) {
            String before = kept(where);
            database.query(handle -> handle.execute("update experiment set " + change + where));
            assertThat(kept(where)).as(change).isNotEqualTo(before);
            assertThat(amendments(site).get("status").asText()).as(change).isEqualTo("fail");
            assertThat(json(admin().get(path + "/results").then())
                            .at("/verdict/code")
                            .asText())
                    .isEqualTo("invalid");
            database.query(handle -> handle.execute(
                    "update experiment set definition = ?::json, plan = ?" + where,
                    before.split("\n", 2)[0],
                    before.split("\n", 2)[1]));
            assertThat(amendments(site).get("status").asText()).isEqualTo("pass");
        }
    }

    private String kept(String where) {
        return database.query(handle -> handle.createQuery(
                        "select cast(definition as text) || chr(10) || plan from experiment" + where)
                .mapTo(String.class)
                .one());
    }

    @Test
    void whoTriesToChangeFrozenMarginsIsRefusedAndWrittenDown() {
        String site = "audit-frozen-" + sites++;
        Candor.shop(site, "https://audit.example");
        String path = "/api/v1/sites/" + site + "/experiments/welcome";
        String revision = admin().get(path).header("ETag");
        admin().header("If-Match", revision)
                .body(experiment("welcome", 5000, 5000).replace("0.005", "0.5"))
                .put(path)
                .then()
                .statusCode(409);
        JsonNode newest =
                json(admin().get("/api/v1/audit").then().statusCode(200)).at("/items/0");
        assertThat(newest.get("action").asText()).isEqualTo("experiment.edit_refused");
        assertThat(newest.get("subject").asText()).isEqualTo(site + "/welcome");
        assertThat(admin().get(path).asString()).doesNotContain("0.5}").contains("0.005");
    }
}
