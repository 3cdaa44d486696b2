import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that post one event after the other until nobody listens any more, and remember what became of each. Some keep their
 * connection, some open one for each request. A single file, with the PostgreSQL driver on the class path:
 *
 * <pre>
 * java Term.java send http://127.0.0.1:8080 TOKEN FOLDER    makes FOLDER/running when the clients are at it
 * java Term.java compare FOLDER DATA-FOLDER                 what was answered with what is stored
 * </pre>
 */
public final class Term {

    private static final int KEEPING = 12;
    private static final int OPENING = 4;
    private static final int AT_IT = 2_000;
    private static final int PATIENCE_MILLISECONDS = 20_000;

    private final InetSocketAddress server;
    private final String siteKey;
    private final Queue<String> stored = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    /** On a connection that the program had taken, for it had answered there before. */
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    /** The first of a connection that the operating system had taken: the program may never have. */
    private final Queue<String> notLetIn = new ConcurrentLinkedQueue<>();
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();

    private Term(URI base, String siteKey) {
        this.server = new InetSocketAddress(base.getHost(), base.getPort());
        this.siteKey = siteKey;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("send")) {
            URI base = URI.create(arguments[1]);
            new Term(base, site(base, arguments[2])).send(Path.of(arguments[3]));
        } else {
            System.exit(compare(Path.of(arguments[1]), Path.of(arguments[2])) ? 0 : 1);
        }
    }

    private static String site(URI base, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(base.resolve("/api/v1/sites"))
                                    .header("Authorization", "Bearer " + token)
                                    .POST(BodyPublishers.ofString(
                                            "{\"key\":\"term\",\"name\":\"Term\",\"origins\":[\"https://term.example\"]}"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher key = Pattern.compile("\"siteKey\":\"([^\"]+)\"").matcher(answer);
            if (!key.find()) {
                throw new IllegalStateException(answer);
            }
            return key.group(1);
        }
    }

    private void send(Path folder) throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < KEEPING + OPENING; i++) {
            boolean keeps = i < KEEPING;
            clients.add(Thread.ofPlatform().start(() -> client(keeps)));
        }
        while (answered.get() < AT_IT && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.onSpinWait();
        }
        Files.writeString(folder.resolve("running"), "");
        for (Thread client : clients) {
            client.join();
        }
        Files.write(folder.resolve("stored"), stored);
        Files.write(folder.resolve("refused"), refused);
        Files.write(folder.resolve("unanswered"), unanswered);
        Files.write(folder.resolve("notLetIn"), notLetIn);
        Files.write(folder.resolve("reasons"), reasons);
    }

    /** Until a connection is refused. */
    private void client(boolean keeps) {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(server, PATIENCE_MILLISECONDS);
                socket.setSoTimeout(PATIENCE_MILLISECONDS);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean open = request(socket, in, keeps, true) && keeps;
                while (open) {
                    open = request(socket, in, keeps, false);
                }
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                reasons.add("connection: " + e.getMessage());
            }
        }
    }

    /** Whether the connection may be used again. */
    private boolean request(Socket socket, InputStream in, boolean keeps, boolean isFirst) {
        String id = id();
        String body = "{\"siteKey\":\"" + siteKey + "\",\"events\":[{\"id\":\"" + id
                + "\",\"type\":\"trust\",\"name\":\"why_opened\"}]}";
        String head = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 Chrome/140.0\r\n"
                + (keeps ? "" : "Connection: close\r\n") + "Content-Length: " + body.length() + "\r\n\r\n";
        try {
            socket.getOutputStream().write((head + body).getBytes(US_ASCII));
            String status = line(in);
            boolean open = true;
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String header = line.toLowerCase(java.util.Locale.ROOT);
                open &= !header.equals("connection: close");
                length = header.startsWith("content-length:")
                        ? Integer.parseInt(header.substring(15).strip())
                        : length;
            }
            in.readNBytes(length);
            answered.incrementAndGet();
            (status.startsWith("HTTP/1.1 202") ? stored : refused).add(id);
            if (!status.startsWith("HTTP/1.1 202") && !status.startsWith("HTTP/1.1 503")) {
                reasons.add(status);
            }
            return open;
        } catch (IOException e) {
            (isFirst ? notLetIn : unanswered).add(id);
            reasons.add((isFirst ? "at the door: " : "inside: ") + e.getMessage());
            return false;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        if (next < 0) {
            throw new IOException("ended");
        }
        return line.toString();
    }

    private static String id() {
        long random = ThreadLocalRandom.current().nextLong();
        return new java.util.UUID(
                        System.currentTimeMillis() << 16 | 0x7000 | random & 0xfff,
                        0x8000000000000000L | ThreadLocalRandom.current().nextLong() >>> 2)
                .toString();
    }

    private static boolean compare(Path folder, Path data) throws Exception {
        Set<String> said = new TreeSet<>(Files.readAllLines(folder.resolve("stored")));
        List<String> unanswered = Files.readAllLines(folder.resolve("unanswered"));
        TreeMap<String, Integer> reasons = new TreeMap<>();
        Files.readAllLines(folder.resolve("reasons")).forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        Set<String> kept = new TreeSet<>();
        Path server = data.resolve("postgresql");
        String port = Files.readAllLines(server.resolve("cluster/postmaster.pid")).get(3).strip();
        String password = Files.readString(server.resolve("password")).strip();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "candor", password);
                ResultSet row = connection.createStatement().executeQuery("select id from event")) {
            while (row.next()) {
                kept.add(row.getString(1));
            }
        }
        Set<String> lost = new TreeSet<>(said);
        lost.removeAll(kept);
        Set<String> silent = new TreeSet<>(kept);
        silent.removeAll(said);
        System.out.printf(
                "%d answered 202, %d answered 503, %d not let in, %d not answered %s;"
                        + " stored %d, lost %d, stored without an answer %d%n",
                said.size(), Files.readAllLines(folder.resolve("refused")).size(),
                Files.readAllLines(folder.resolve("notLetIn")).size(), unanswered.size(), reasons,
                kept.size(), lost.size(), silent.size());
        return !said.isEmpty() && lost.isEmpty() && silent.isEmpty() && unanswered.isEmpty();
    }
}
