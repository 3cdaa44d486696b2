package dev.candor.ui.browser;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two hundred people come three times each to a page that nobody helped, and agree, decline, agree late, withdraw, sign in
 * and out as chance has it. Nobody who is counted ever meets two variants; whoever has not agreed has nothing stored; and
 * what they said, where they came from and with what is nowhere on the server.
 */
@QuarkusTest
class CrossVisitPageTest {

    private static final int VISITORS = 200;
    private static final int VISITS = 3;
    private static final int HANDS = 2;
    private static final int USERS = 40;
    private static final long SEED = 20_261_123;
    private static final int PATIENCE_SECONDS = 60;

    /** A page of the site without the snippet. */
    private static final String EMPTY = "/empty";

    private static final String LISTENING = "whoever listens hears this";
    private static final String TOLD = "xylophone7f3a";
    private static final String BROWSER = "MarkerBrowser7f3a";

    /** What the site's own people write; the answers are those of its own consent tool, which remembers them in a cookie. */
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
            <script>window.candor = window.candor || { q: [] };</script>
            <script src="BASE/v1/candor.js" data-site="SITE" defer></script></head><body>
            <h1 id="hero">Welcome</h1><p id="offer">Offer of the day</p>
            <button id="all">Accept all</button><button id="counted">Only counting</button><button id="none">Decline</button>
            <button id="tell">I like TOLD</button><button id="buy">Buy</button>
            <input id="user" aria-label="User"><button id="in">Sign in</button><button id="out">Sign out</button>
            <script>
              const granted = "granted", denied = "denied";
              const answers = {
                all: { measurement: granted, remembering: granted, personalization: granted },
                counted: { measurement: granted, remembering: granted, personalization: denied },
                none: { measurement: denied, remembering: denied, personalization: denied },
              };
              const call = (...details) => candor.q.push(details);
              const cookie = (name) => (document.cookie.match(name + "=([a-z0-9-]+)") || [])[1];
              const on = (id, act) => document.getElementById(id).addEventListener("click", act);
              if (cookie("answer")) call("consent", answers[cookie("answer")], { remembered: true });
              if (cookie("user")) call("identify", cookie("user"));
              for (const [id, answer] of Object.entries(answers)) {
                on(id, () => { document.cookie = "answer=" + id + ";max-age=9999999"; call("consent", answer); });
              }
              on("tell", () => call("declare", "interest", "TOLD"));
              on("buy", () => call("track", "purchase", { value: 12.5 }));
              on("in", () => {
                const { value } = document.getElementById("user");
                document.cookie = "user=" + value + ";max-age=9999999";
                call("identify", value);
              });
              on("out", () => { document.cookie = "user=;max-age=0"; call("identify", null); });
            </script></body></html>
            """;

    private static final String EXPERIMENT = """
            {"key": "KEY", "name": "Cross", "question": "Which?", "hypothesis": "One.", "unit": "UNIT", "trafficShare": 10000,
             "variants": [
               {"key": "plain", "role": "privacy_first", "weight": 5000,
                "changes": [{"selector": "SELECTOR", "do": "text", "value": "plain"}]},
               {"key": "personal", "role": "personalized", "weight": 5000,
                "changes": [{"selector": "SELECTOR", "do": "text", "value": "personal"}],
                "experiences": [{"when": {"attribute": "interest", "op": "exists"}, "why": {"en": "You told us what you like."},
                                 "changes": [{"selector": "SELECTOR", "do": "text", "value": "personal, as you said"}]}]}],
             "metrics": [{"metric": "purchase", "role": "primary"}],
             "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
            """;

    private static final List<String> STEPS = List.of("all", "counted", "none", "tell", "buy", "in", "out");

    /** Tables of what the site's own people wrote, its address among it. */
    private static final Set<String> WRITTEN_BY_PEOPLE = Set.of("site", "experiment", "audit");

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    @ConfigProperty(name = "candor.data-dir", defaultValue = "data")
    Path folder;

    @Inject
    DataSource database;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            Object[] details = entry.getParameters();
            log.add(entry.getMessage() + (details == null ? "" : List.of(details)) + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final AtomicInteger measured = new AtomicInteger();
    private final Map<String, Set<String>> metByUser = new ConcurrentHashMap<>();
    private HttpServer shop;

    @BeforeEach
    void open() throws IOException {
        Logger.getLogger("").addHandler(listening);
        Logger.getLogger(getClass().getName()).warning(LISTENING);
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @AfterEach
    void close() {
        shop.stop(0);
        Logger.getLogger("").removeHandler(listening);
    }

    @Test
    void nobodyMeetsTwoVariantsAndNobodyWhoDeclinedIsRemembered() throws Exception {
        String address = "http://localhost:" + shop.getAddress().getPort();
        String page = PAGE.replace("BASE", base.toString().replaceAll("/$", ""))
                .replace("SITE", site(address))
                .replace("TOLD", TOLD);
        shop.createContext(
                "/",
                exchange -> send(exchange, exchange.getRequestURI().getPath().equals(EMPTY) ? "" : page));
        shop.start();

        List<Callable<Void>> hands = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            int first = hand;
            hands.add(() -> {
                try (Chromium chromium = Chromium.launch();
                        BrowserContext device = chromium.browser()
                                .newContext(Chromium.person()
                                        .setUserAgent("Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 " + BROWSER))) {
                    Page tab = device.newPage();
                    for (int i = first; i < VISITORS; i += HANDS) {
                        new Person(i).comeTo(tab, address);
                    }
                }
                return null;
            });
        }
        try (ExecutorService people = Executors.newFixedThreadPool(HANDS)) {
            for (Future<Void> done : people.invokeAll(hands)) {
                done.get();
            }
        }

        assertThat(measured.get()).as("people who agreed to be counted").isGreaterThan(VISITORS / 2);
        assertThat(metByUser).as("who signed in").hasSizeGreaterThan(USERS / 2);
        assertCounted("cross-visitor", measured.get());
        assertCounted("cross-user", metByUser.size());
        assertNowhere(TOLD, Set.of());
        assertNowhere(BROWSER, Set.of());
        assertNowhere("127.0.0.1", WRITTEN_BY_PEOPLE);
        assertInNoFile(TOLD);
        assertInNoFile(BROWSER);
    }

    /** One of the two hundred, and what is known of them here. */
    private final class Person {

        private final int number;
        private final Random random;
        private boolean counted;
        /** What the same id has met so far; emptied when the id is given up. */
        private final Set<String> met = new HashSet<>();

        private String user = "";

        Person(int number) {
            this.number = number;
            this.random = new Random(SEED + number);
        }

        /** With an empty device: this tab's, from which everything that the one before had is taken. */
        void comeTo(Page page, String address) {
            page.navigate(address + EMPTY);
            page.context().clearCookies();
            page.evaluate("localStorage.clear()");
            for (int visit = 0; visit < VISITS; visit++) {
                page.navigate(address);
                page.evaluate("new Promise((told) => candor.q.push(['ready', () => told()]))");
                look(page, "visit " + visit);
                for (int n = random.nextInt(4); n > 0; n--) {
                    String step = STEPS.get(random.nextInt(STEPS.size()));
                    take(page, step);
                    look(page, step + " of visit " + visit);
                }
                stayUntilToldAll(page);
            }
        }

        /** Who is counted leaves when the server has acknowledged everything. */
        private void stayUntilToldAll(Page page) {
            if (counted) {
                page.waitForFunction("Object.entries(localStorage)"
                        + ".some(([key, waiting]) => key.endsWith('.events') && waiting === '[]')");
            }
        }

        private void take(Page page, String step) {
            switch (step) {
                case "all", "counted" -> counted = true;
                case "none" -> {
                    counted = false;
                    met.clear();
                }
                case "in" -> {
                    // Some share a user, as one user has several devices.
                    user = "user-" + random.nextInt(USERS);
                    page.fill("#user", user);
                }
                case "out" -> user = "";
                default -> {
                    // Telling and buying change nothing about who is counted.
                }
            }
            page.click("#" + step);
        }

        private void look(Page page, String when) {
            String who = "person " + number + ", " + when + " (seed " + SEED + ")";
            page.waitForFunction(
                    "([counted, user]) => counted === (document.querySelector('#hero').textContent !== 'Welcome')"
                            + " && user === (document.querySelector('#offer').textContent !== 'Offer of the day')",
                    List.of(counted, counted && !user.isEmpty()));
            List<?> kept = (List<?>) page.evaluate("Object.keys(localStorage)");
            if (counted) {
                assertThat(kept).as(who).isNotEmpty();
            } else {
                assertThat(kept).as(who).isEmpty();
            }
            assertThat((int) page.evaluate("sessionStorage.length")).as(who).isZero();
            if (counted) {
                if (met.isEmpty()) {
                    measured.incrementAndGet();
                }
                met.add(arm(page, "#hero"));
                assertThat(met).as(who).hasSize(1);
                if (!user.isEmpty()) {
                    Set<String> variants = metByUser.computeIfAbsent(user, any -> ConcurrentHashMap.newKeySet());
                    variants.add(arm(page, "#offer"));
                    assertThat(variants).as(who).hasSize(1);
                }
            }
        }

        private static String arm(Page page, String selector) {
            return page.textContent(selector).replaceAll(",.*", "");
        }
    }

    private void assertCounted(String experiment, int visitors) {
        Instant end = Instant.now().plusSeconds(PATIENCE_SECONDS);
        JsonPath results = results(experiment);
        while (results.getInt("visitors") != visitors && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
            results = results(experiment);
        }
        assertThat(results.getInt("visitors")).as(experiment).isEqualTo(visitors);
        assertThat(results.getInt("quarantined")).as(experiment).isZero();
    }

    private JsonPath results(String experiment) {
        return admin().get("/api/v1/sites/cross/experiments/" + experiment + "/results")
                .jsonPath();
    }

    private void assertNowhere(String marker, Set<String> except) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "select c.relname from pg_class c where c.relkind in ('r', 'p') and not c.relispartition"
                            + " and c.relnamespace = 'public'::regnamespace")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).contains("event", "contribution", "site");
            tables.removeAll(except);
            for (String table : tables) {
                // Bytes are written as hexadecimal, so the marker is looked for in both ways of writing it.
                try (ResultSet rows =
                        statement.executeQuery("select count(*) from \"" + table + "\" t where t::text like '%" + marker
                                + "%' or t::text like '%" + hexadecimal(marker) + "%'")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        found.add(table);
                    }
                }
            }
        }
        assertThat(found).as("tables with " + marker).isEmpty();
        assertThat(log)
                .as("log entries")
                .anyMatch(entry -> entry.contains(LISTENING))
                .noneMatch(entry -> entry.contains(marker));
        assertThat(given().get("/q/metrics").asString())
                .as("metrics")
                .contains("candor")
                .doesNotContain(marker);
    }

    /** Nor in the database's files, where rows that were deleted may still stand, nor in its log, nor in our copy of the rules. */
    private void assertInNoFile(String marker) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
            assertThat(number(statement, filesWith("'cross-visitor'")))
                    .as("the search finds what is there")
                    .isPositive();
            assertThat(number(statement, filesWith("'" + marker + "'")))
                    .as("files with " + marker)
                    .isZero();
            assertThat(number(
                            statement,
                            "select count(*) from pg_ls_logdir() as log where position(convert_to('" + marker
                                    + "', 'UTF8') in pg_read_binary_file(current_setting('log_directory') || '/'"
                                    + " || log.name)) > 0"))
                    .as("the database's log")
                    .isZero();
        }
        assertThat(Files.readString(folder.resolve("rulesets.json")))
                .contains("cross-visitor")
                .doesNotContain(marker);
    }

    private static String filesWith(String literal) {
        return "select count(*) from (select 'base/' || (select oid from pg_database where datname = current_database())"
                + " as folder) f, lateral pg_ls_dir(folder) as file where position(convert_to(" + literal
                + ", 'UTF8') in pg_read_binary_file(folder || '/' || file, true)) > 0";
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String hexadecimal(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    /** A site with an experiment for each kind of id that a page knows; returns its public key. */
    private String site(String origin) {
        String key = admin().body("{\"key\": \"cross\", \"name\": \"Cross\", \"origins\": [\"" + origin
                        + "\"], \"locale\": \"en\"}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("siteKey");
        admin().body("{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}")
                .put("/api/v1/sites/cross/metrics/purchase")
                .then()
                .statusCode(200);
        admin().body("{\"type\": \"string\", \"provenance\": \"stated\", \"texts\": {\"en\": {\"label\": \"Interest\","
                        + " \"whyWeAsk\": \"To show what fits.\", \"whyYouWouldAgree\": \"You find it sooner.\","
                        + " \"whatYouGet\": \"A fitting page.\", \"recipients\": \"Nobody else.\"}}}")
                .put("/api/v1/sites/cross/attributes/interest")
                .then()
                .statusCode(200);
        start("cross-visitor", "consented_visitor", "#hero");
        start("cross-user", "signed_in_user", "#offer");
        return key;
    }

    private void start(String key, String unit, String selector) {
        admin().body(EXPERIMENT.replace("KEY", key).replace("UNIT", unit).replace("SELECTOR", selector))
                .post("/api/v1/sites/cross/experiments")
                .then()
                .statusCode(201);
        admin().post("/api/v1/sites/cross/experiments/" + key + "/start").then().statusCode(200);
    }

    private static void send(HttpExchange exchange, String page) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = page.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
