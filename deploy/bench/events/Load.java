import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the benchmark of the events needs beside wrk and pgbench: a site with a running experiment, and a plain loop that does
 * the program's own deduplicating insert in batches of 1,000 on one connection. A single file, with the driver on the class
 * path:
 *
 * <pre>
 * java Load.java site http://127.0.0.1:8080 TOKEN          prints the site's key
 * java Load.java loop JDBC-URL USER PASSWORD SQL SECONDS   prints rows a second
 * </pre>
 */
public final class Load {

    private static final int BATCH = 1_000;

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "site" -> System.out.println(site(arguments[1], arguments[2]));
            case "loop" -> {
                String sql = Files.readString(Path.of(arguments[4]));
                try (Connection connection = DriverManager.getConnection(arguments[1], arguments[2], arguments[3])) {
                    System.out.printf("%.0f%n", loop(connection, sql, Double.parseDouble(arguments[5])));
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static String site(String base, String token) throws Exception {
        String site = post(base, token, "/sites", "{'key':'load','name':'Load','origins':['https://load.example']}");
        send(base, token, "PUT", "/sites/load/metrics/purchase", "{'kind':'conversion','event':'purchase'}");
        // Nearly everybody is in variant a, so that the load generator need not hash.
        post(
                base,
                token,
                "/sites/load/experiments",
                "{'key':'load','name':'Load','question':'How many?','unit':'consented_visitor',"
                        + "'variants':[{'key':'a','role':'control','weight':9999},"
                        + "{'key':'b','role':'privacy_first','weight':1}],"
                        + "'metrics':[{'metric':'purchase','role':'primary'}],"
                        + "'plan':{'practicalEquivalence':{'relative':0.01},'maximumVisitors':1000000}}");
        post(base, token, "/sites/load/experiments/load/start", "");
        Matcher key = Pattern.compile("\"siteKey\":\"([^\"]+)\"").matcher(site);
        if (!key.find()) {
            throw new IllegalStateException(site);
        }
        return key.group(1);
    }

    private static String post(String base, String token, String path, String body) throws Exception {
        return send(base, token, "POST", path, body);
    }

    private static String send(String base, String token, String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                            .header("Authorization", "Bearer " + token)
                            .method(method, BodyPublishers.ofString(body.replace('\'', '"'), UTF_8))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }
    }

    private static double loop(Connection connection, String sql, double seconds) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute("set search_path = bench");
        Random random = new Random();
        long rows = 0;
        long begin = System.nanoTime();
        double elapsed = 0;
        while (elapsed < seconds) {
            rows += batch(connection, sql, random);
            connection.commit();
            elapsed = (System.nanoTime() - begin) / 1e9;
        }
        return rows / elapsed;
    }

    private static int batch(Connection connection, String sql, Random random) throws SQLException {
        Object[][] columns = {
            new UUID[BATCH], new Integer[BATCH], new byte[BATCH][], new String[BATCH], new Long[BATCH],
            new Long[BATCH], new Integer[BATCH], new String[BATCH], new String[BATCH], new Long[BATCH],
            new String[BATCH], new Integer[BATCH]
        };
        String[] types = {
            "uuid", "int4", "bytea", "text", "int8", "int8", "int4", "text", "text", "int8", "text", "int4"
        };
        byte[] unit = new byte[16];
        for (int i = 0; i < BATCH; i++) {
            boolean exposed = i % 2 == 0;
            if (exposed) {
                unit = new byte[16];
                random.nextBytes(unit);
            }
            long now = System.currentTimeMillis() * 1_000;
            columns[0][i] = id(random);
            columns[1][i] = 1;
            columns[2][i] = unit;
            columns[3][i] = exposed ? "exposure" : "conversion";
            columns[4][i] = now;
            columns[5][i] = now;
            columns[6][i] = exposed ? 1 : null;
            columns[7][i] = exposed ? "a" : null;
            columns[8][i] = exposed ? null : "purchase";
            columns[9][i] = exposed ? null : 12_500_000L;
            columns[10][i] = exposed ? "{\"personalized\":false,\"dimensions\":{\"device\":\"mobile\"}}" : null;
            columns[11][i] = 1;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf(types[i], columns[i]));
            }
            int stored = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored++;
                }
            }
            return stored;
        }
    }

    private static UUID id(Random random) {
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, 0x8000000000000000L | random.nextLong() >>> 2);
    }
}
