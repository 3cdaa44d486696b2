package dev.candor.api.collecting;

import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.journeys.Candor;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A database that does not move holds so many requests and no more; what was taken is stored when it moves again. */
@QuarkusTest
class BackpressureApiTest {

    private static final String ORIGIN = "https://waiting.example";
    /** Each takes about a mebibyte of the 48 that may wait. */
    private static final int REQUESTS = 70;

    @Inject
    AgroalDataSource database;

    @TestHTTPResource("/v1/events")
    URI address;

    @Test
    void whatDoesNotFitIsSentAwayAndWhatWasTakenIsStored() throws Exception {
        String siteKey = Candor.site("waiting", ORIGIN).get("siteKey").asText();
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table event in exclusive mode");
            for (int i = 0; i < REQUESTS; i++) {
                sent.add(client.sendAsync(request(siteKey), BodyHandlers.ofString()));
            }
            HttpResponse<?> first = (HttpResponse<?>) CompletableFuture.anyOf(sent.toArray(CompletableFuture[]::new))
                    .get();
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(Integer.parseInt(
                            first.headers().firstValue("Retry-After").orElseThrow()))
                    .isPositive();
            connection.commit();
        }
        int stored = 0;
        for (CompletableFuture<HttpResponse<String>> answer : sent) {
            int status = answer.get().statusCode();
            assertThat(status).isIn(202, 503);
            stored += status == 202 ? 1 : 0;
        }
        assertThat(stored).isBetween(1, REQUESTS - 1);
        assertThat(count()).isGreaterThanOrEqualTo(stored);
    }

    private HttpRequest request(String siteKey) {
        String event = text("{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"why_opened\"}", Candor.id());
        String body = text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, event);
        return HttpRequest.newBuilder(address)
                .header("User-Agent", Candor.BROWSER)
                .POST(BodyPublishers.ofString(body + " ".repeat(Unpacking.MOST_AS_SENT - body.length())))
                .build();
    }

    private long count() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) from event e join site s on s.id = e.site_id and s.key = 'waiting'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
