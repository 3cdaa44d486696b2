import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visitors who do not give up, whatever happens to the servers meanwhile: each request is sent, to any node, until it is
 * answered 202. Some are sent twice, some hold an event that must be refused, some come in the wrong order, and some clients'
 * clocks are hours off. In the end the table must hold every acknowledged event once and no other, and the results must be
 * what was acknowledged. A single file, with the PostgreSQL driver on the class path:
 *
 * <pre>java Chaos.java SEED TOKEN FOLDER DATA-FOLDER http://127.0.0.1:8080[,http://...]</pre>
 *
 * FOLDER/acknowledged always says how many requests were; when FOLDER/stop exists it compares, prints and exits 0 or 1.
 */
public final class Chaos {

    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration APART = Duration.ofSeconds(7);
    /** Shorter than the time between exposure and purchase, so that no delay turns them round. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(6);
    private static final String SITE = "/sites/chaos";
    /** How many hours the clients' clocks are off; the one that is off by more than a day must correct it. */
    private static final int[] CLOCKS = {0, 0, 0, -7, 9, -100, 22, 30};

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final long seed;
    private final String token;
    private final Path folder;
    private final Path data;
    private final List<String> nodes;
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    private final AtomicLong visitors = new AtomicLong();
    private final AtomicLong purchases = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final List<Throwable> broken = Collections.synchronizedList(new ArrayList<>());
    private String siteKey = "";

    private Chaos(String[] arguments) {
        seed = Long.parseLong(arguments[0]);
        token = arguments[1];
        folder = Path.of(arguments[2]);
        data = Path.of(arguments[3]);
        nodes = List.of(arguments[4].split(","));
    }

    public static void main(String[] arguments) throws Exception {
        Chaos chaos = new Chaos(arguments);
        chaos.setUp();
        chaos.send();
        System.exit(chaos.compare() ? 0 : 1);
    }

    private void setUp() throws Exception {
        String site = manage("POST", "/sites", "{'key':'chaos','name':'Chaos','origins':['https://chaos.example']}");
        siteKey = find(site, "\"siteKey\":\"([^\"]+)\"");
        manage("PUT", SITE + "/metrics/purchase", "{'kind':'conversion','event':'purchase'}");
        manage("PUT", SITE + "/metrics/spend", "{'kind':'sum','event':'purchase'}");
        manage(
                "POST",
                SITE + "/experiments",
                "{'key':'chaos','name':'Chaos','question':'Is anything lost?','unit':'consented_visitor',"
                        + "'variants':[{'key':'a','role':'privacy_first','weight':5000},"
                        + "{'key':'b','role':'personalized','weight':5000}],"
                        + "'metrics':[{'metric':'purchase','role':'primary'},{'metric':'spend','role':'secondary'}],"
                        + "'plan':{'practicalEquivalence':{'relative':0.01},'maximumVisitors':1000000}}");
        manage("POST", SITE + "/experiments/chaos/start", "");
        // What happened "some seconds ago" must have happened after the start.
        LockSupport.parkNanos(APART.plusSeconds(1).toNanos());
    }

    private void send() throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(new Random(seed * CLIENTS + i), CLOCKS[i]);
            clients.add(Thread.ofPlatform().start(() -> {
                try {
                    client.run();
                } catch (RuntimeException e) {
                    broken.add(e);
                }
            }));
        }
        while (clients.stream().anyMatch(Thread::isAlive)) {
            Path next = Files.writeString(folder.resolve("acknowledged.next"), requests + "\n");
            Files.move(next, folder.resolve("acknowledged"), StandardCopyOption.ATOMIC_MOVE);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** One visitor after the other, by a clock of its own. */
    private final class Client {
        private final Random random;
        private Duration clockIsOff;

        private Client(Random random, int hoursOff) {
            this.random = random;
            this.clockIsOff = Duration.ofHours(hoursOff);
        }

        private void run() {
            while (!Files.exists(folder.resolve("stop"))) {
                visitor();
            }
        }

        private void visitor() {
            String unit = Long.toHexString(random.nextLong());
            String decided = untilAnswered(
                    "/v1/decide",
                    () -> "{'siteKey':'" + siteKey + "','unit':'" + unit
                            + "','consent':{'measurement':'granted','remembering':'granted'}}",
                    200);
            String variant = find(decided, "\"variant\":\"([ab])\"");
            Sent exposure = new Sent(
                    id(), APART, "'type':'exposure','unit':'" + unit + "','experiment':'chaos','variant':'" + variant + "'");
            boolean buys = random.nextInt(4) == 0;
            List<List<Sent>> parcels = new ArrayList<>();
            parcels.add(new ArrayList<>(List.of(exposure)));
            if (buys) {
                Sent purchase = new Sent(
                        id(), Duration.ZERO, "'type':'conversion','unit':'" + unit + "','name':'purchase','value':2.5");
                boolean together = random.nextBoolean();
                if (together) {
                    parcels.get(0).add(random.nextInt(2), purchase);
                } else {
                    parcels.add(random.nextInt(2), new ArrayList<>(List.of(purchase)));
                }
            }
            if (random.nextInt(10) == 0) {
                List<Sent> one = parcels.get(0);
                one.add(random.nextInt(one.size() + 1), bad(unit, variant));
            }
            for (List<Sent> parcel : parcels) {
                deliver(parcel);
                if (random.nextInt(10) == 0) {
                    deliver(parcel);
                }
            }
            purchases.addAndGet(buys ? 1 : 0);
            visitors.incrementAndGet();
        }

        private Sent bad(String unit, String variant) {
            String wrong = variant.equals("a") ? "b" : "a";
            String body = random.nextBoolean()
                    ? "'type':'exposure','unit':'" + unit + "','experiment':'chaos','variant':'" + wrong + "'"
                    : "'type':'conversion','unit':'" + unit + "','name':'purchase','value':-1";
            return new Sent(id(), Duration.ZERO, body, System.nanoTime(), false);
        }

        /** Sends until everything of it is acknowledged or refused for good. */
        private void deliver(List<Sent> parcel) {
            String answer = untilAnswered("/v1/events", () -> body(parcel), 202);
            if (answer.contains("id_out_of_range")) {
                // As the snippet does: by the server's clock from now on; what was made before is made anew.
                clockIsOff = Duration.ZERO;
                parcel.forEach(sent -> refused.add(sent.id));
                parcel.replaceAll(sent -> new Sent(id(), sent.before, sent.body, sent.since, sent.isGood));
                answer = untilAnswered("/v1/events", () -> body(parcel), 202);
            }
            Set<Integer> rejected = new TreeSet<>();
            Matcher index = Pattern.compile("\"index\":(\\d+)").matcher(answer);
            while (index.find()) {
                rejected.add(Integer.parseInt(index.group(1)));
            }
            for (int i = 0; i < parcel.size(); i++) {
                if (rejected.contains(i) == parcel.get(i).isGood) {
                    throw new IllegalStateException(body(parcel) + ": " + answer);
                }
                (rejected.contains(i) ? refused : acknowledged).add(parcel.get(i).id);
            }
            duplicates.addAndGet(Long.parseLong(find(answer, "\"duplicates\":(\\d+)")));
            requests.incrementAndGet();
        }

        private String body(List<Sent> parcel) {
            List<String> events = parcel.stream().map(Sent::json).toList();
            return "{'siteKey':'" + siteKey + "','events':[" + String.join(",", events) + "]}";
        }

        private UUID id() {
            long millis = System.currentTimeMillis() + clockIsOff.toMillis();
            return new UUID(millis << 16 | 0x7000 | random.nextInt(0x1000), 0x8000000000000000L | random.nextLong() >>> 2);
        }

        /** The same request to one node after the other until it has the answer that it must have. */
        private String untilAnswered(String path, java.util.function.Supplier<String> body, int status) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            String last = "";
            while (System.nanoTime() < end) {
                try {
                    String node = nodes.get(random.nextInt(nodes.size()));
                    HttpResponse<String> response = http.send(
                            HttpRequest.newBuilder(URI.create(node + path))
                                    .timeout(LONGEST_REQUEST)
                                    .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")
                                    .POST(BodyPublishers.ofString(body.get().replace('\'', '"')))
                                    .build(),
                            BodyHandlers.ofString());
                    if (response.statusCode() == status) {
                        return response.body();
                    }
                    last = response.statusCode() + " " + response.body();
                    if (response.statusCode() / 100 == 4) {
                        throw new IllegalStateException(path + ": " + last);
                    }
                } catch (java.io.IOException e) {
                    last = e.toString();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                retries.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(200)).toNanos());
            }
            throw new IllegalStateException(path + " was not answered for " + PATIENCE + ": " + last);
        }
    }

    /** An event as the client remembers it; how old it is when it is sent, the sending says. */
    private record Sent(UUID id, Duration before, String body, long since, boolean isGood) {
        Sent(UUID id, Duration before, String body) {
            this(id, before, body, System.nanoTime(), true);
        }

        String json() {
            long age = Duration.ofNanos(System.nanoTime() - since).plus(before).toMillis();
            return "{'id':'" + id + "','ageMs':" + age + "," + body + "}";
        }
    }

    private boolean compare() throws Exception {
        broken.forEach(e -> System.out.println("    a client gave up: " + e));
        Set<UUID> stored = new TreeSet<>();
        long rows = stored(stored);
        Set<UUID> lost = new TreeSet<>(acknowledged);
        lost.removeAll(stored);
        Set<UUID> unasked = new TreeSet<>(stored);
        unasked.removeAll(acknowledged);
        System.out.printf(
                "seed %d: %d requests, %d retries; acknowledged %d events (%d answered as duplicates), refused %d;"
                        + " stored %d, lost %d, twice %d, refused and stored %d%n",
                seed, requests.get(), retries.get(), acknowledged.size(), duplicates.get(), refused.size(), rows,
                lost.size(), rows - stored.size(), unasked.size());
        String results = awaitResults();
        System.out.printf(
                "results: %d visitors of %d, %d purchases of %d, spend %d of %d%n",
                counted(results), visitors.get(), sum(results, "purchase"), purchases.get(), sum(results, "spend"),
                (long) (2.5 * purchases.get()));
        return broken.isEmpty() && lost.isEmpty() && unasked.isEmpty() && rows == stored.size() && !stored.isEmpty()
                && isTrue(results) && recounted();
    }

    private long stored(Set<UUID> ids) throws Exception {
        Path server = data.resolve("postgresql");
        String port = Files.readAllLines(server.resolve("cluster/postmaster.pid")).get(3).strip();
        String password = Files.readString(server.resolve("password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        long rows = 0;
        try (Connection connection = DriverManager.getConnection(url, "candor", password);
                ResultSet row = connection.createStatement().executeQuery("select id from event")) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
                rows++;
            }
        }
        return rows;
    }

    private String awaitResults() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String results = "";
        while (System.nanoTime() < end) {
            results = manage("GET", SITE + "/experiments/chaos/results", "");
            if (isTrue(results)) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return results;
    }

    private boolean isTrue(String results) {
        return counted(results) == visitors.get()
                && sum(results, "purchase") == purchases.get()
                && sum(results, "spend") == (long) (2.5 * purchases.get());
    }

    /** Whether counting everything again finds no difference; true with a word where this program has no recount. */
    private boolean recounted() throws Exception {
        HttpResponse<String> asked = ask("POST", SITE + "/experiments/chaos/recount", "");
        if (asked.statusCode() == 404 || asked.statusCode() == 405) {
            System.out.println("recount: this program has none");
            return true;
        }
        String job = find(asked.body(), "\"id\":\"?([^\",}]+)");
        long end = System.nanoTime() + PATIENCE.toNanos();
        String state = asked.body();
        while (System.nanoTime() < end && !state.contains("\"finishedAt\":\"")) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            state = manage("GET", "/jobs/" + job, "");
        }
        System.out.println("recount: " + state);
        return state.contains("\"confirmed\":true");
    }

    private static long counted(String results) {
        return Long.parseLong(find(results, "\"source\":null,\"visitors\":(\\d+)"));
    }

    /** The sums of both variants, rounded down. */
    private static long sum(String results, String metric) {
        int at = results.indexOf("\"metric\":\"" + metric + "\"");
        Matcher matcher = Pattern.compile("\"sum\":([0-9.E]+)").matcher(results.substring(at));
        double sum = 0;
        for (int variant = 0; variant < 2 && matcher.find(); variant++) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return (long) sum;
    }

    private String manage(String method, String path, String body) throws Exception {
        HttpResponse<String> response = ask(method, path, body);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(nodes.get(0) + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }
}
