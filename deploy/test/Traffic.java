import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visitors who do not give up: each is sent until it is answered 202, whatever happens to the program meanwhile. In the end
 * the results must hold every visitor and every purchase that was acknowledged, once. Run as a single file:
 *
 * <pre>java Traffic.java http://127.0.0.1:8080 TOKEN STOP-FILE</pre>
 *
 * It makes STOP-FILE.running when the first hundred are acknowledged, sends until the stop file exists, then compares, prints
 * what it found and exits 0 when nothing is lost or doubled.
 */
public final class Traffic {

    private static final int CLIENTS = 8;
    private static final int RUNNING = 100;
    private static final int MOST_VISITORS = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SITE = "traffic";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final String base;
    private final String token;
    private final Path stop;
    private final AtomicLong visitors = new AtomicLong();
    private final AtomicLong purchases = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private String siteKey = "";

    private Traffic(String base, String token, Path stop) {
        this.base = base;
        this.token = token;
        this.stop = stop;
    }

    public static void main(String[] arguments) throws Exception {
        Traffic traffic = new Traffic(arguments[0], arguments[1], Path.of(arguments[2]));
        traffic.setUp();
        traffic.send();
        System.exit(traffic.compare() ? 0 : 1);
    }

    private void setUp() throws Exception {
        String site = manage(
                "POST", "/sites", "{'key':'traffic','name':'Traffic','origins':['https://traffic.example']}");
        siteKey = find(site, "\"siteKey\":\"([^\"]+)\"");
        manage("PUT", "/sites/" + SITE + "/metrics/purchase", "{'kind':'conversion','event':'purchase'}");
        manage("PUT", "/sites/" + SITE + "/metrics/spend", "{'kind':'sum','event':'purchase'}");
        manage(
                "POST",
                "/sites/" + SITE + "/experiments",
                "{'key':'kill','name':'Kill','question':'Is anything lost?','unit':'consented_visitor',"
                        + "'variants':[{'key':'a','role':'privacy_first','weight':5000},"
                        + "{'key':'b','role':'personalized','weight':5000}],"
                        + "'metrics':[{'metric':'purchase','role':'primary'},{'metric':'spend','role':'secondary'}],"
                        + "'plan':{'practicalEquivalence':{'relative':0.01},'maximumVisitors':1000000}}");
        manage("POST", "/sites/" + SITE + "/experiments/kill/start", "");
    }

    private void send() throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int seed = i;
            clients.add(Thread.ofPlatform().start(() -> client(new Random(seed))));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void client(Random random) {
        while (!Files.exists(stop) && visitors.get() < MOST_VISITORS) {
            String unit = Long.toHexString(random.nextLong());
            String decided = untilAnswered(
                    "/v1/decide",
                    "{'siteKey':'" + siteKey + "','unit':'" + unit
                            + "','consent':{'measurement':'granted','remembering':'granted'}}",
                    200);
            boolean buys = random.nextInt(4) == 0;
            String events = "{'id':'" + id(random) + "','type':'exposure','unit':'" + unit
                    + "','experiment':'kill','variant':'" + find(decided, "\"variant\":\"([ab])\"") + "'}";
            if (buys) {
                events += ",{'id':'" + id(random) + "','type':'conversion','unit':'" + unit
                        + "','name':'purchase','value':2.5}";
            }
            String answer = untilAnswered("/v1/events", "{'siteKey':'" + siteKey + "','events':[" + events + "]}", 202);
            if (!answer.contains("\"rejected\":[]")) {
                throw new IllegalStateException("an event was refused: " + answer);
            }
            purchases.addAndGet(buys ? 1 : 0);
            if (visitors.incrementAndGet() == RUNNING) {
                tellThatItRuns();
            }
        }
    }

    private void tellThatItRuns() {
        try {
            Files.createFile(Path.of(stop + ".running"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The same request again and again until it has the answer that it must have. */
    private String untilAnswered(String path, String body, int status) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> response = http.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .timeout(Duration.ofSeconds(10))
                                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")
                                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        BodyHandlers.ofString());
                if (response.statusCode() == status) {
                    return response.body();
                }
            } catch (java.io.IOException e) {
                // The program is away; it will be back.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            retries.incrementAndGet();
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new IllegalStateException(path + " was not answered for " + PATIENCE);
    }

    private boolean compare() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String results = "";
        while (System.nanoTime() < end) {
            results = manage("GET", "/sites/" + SITE + "/experiments/kill/results", "");
            if (counted(results) == visitors.get() && sum(results, "purchase") == purchases.get()) {
                break;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        long spend = sum(results, "spend");
        System.out.printf(
                "acknowledged: %d visitors, %d purchases (%d retries); counted: %d visitors, %d purchases, spend %d%n",
                visitors.get(), purchases.get(), retries.get(), counted(results), sum(results, "purchase"), spend);
        return counted(results) == visitors.get()
                && sum(results, "purchase") == purchases.get()
                && spend == (long) (2.5 * purchases.get())
                && visitors.get() > 0
                && purchases.get() > 0;
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
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }

    private static UUID id(Random random) {
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, 0x8000000000000000L | random.nextLong() >>> 2);
    }
}
