package dev.candor.api.consent;

import static dev.candor.domain.consent.ConsentState.DENIED;
import static dev.candor.domain.consent.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.access.Secrets;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.Purpose;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Receipts and withdrawals count as absent from the moment at which their time is over, whether or not a job has run. */
@QuarkusTest
class TimesUpApiTest {

    private static final Consents YES = new Consents(GRANTED, GRANTED, GRANTED);

    @Inject
    Database database;

    @Inject
    SiteCatalog sites;

    @Inject
    Answers answers;

    @Inject
    ReceiptKeys keys;

    @Inject
    ShownTexts texts;

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, ZoneOffset.UTC);
    }

    private Receipts receipts(Instant moment) {
        return new Receipts(database, keys, texts, at(moment));
    }

    @Test
    void receiptLastsToItsInstant() {
        Candor.site("times-receipt", "https://times.example");
        Site site = sites.find("times-receipt").orElseThrow();
        Instant given = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID id = Secrets.uuid7(given);
        byte[] unit = Units.pseudonym(site, "u");
        answers.take(
                site,
                List.of(new Answer(id, unit, null, Purpose.MEASUREMENT, GRANTED, given, null, "panel", List.of())));
        Instant over = given.plus(Duration.ofDays(site.visitors().receiptRetentionDays()));
        Receipts last = receipts(over.minusMillis(1));
        assertThat(last.find(id)).hasSize(1);
        assertThat(last.of(site.id(), new byte[][] {unit}, 10)).hasSize(1);
        Receipts late = receipts(over);
        assertThat(late.find(id)).as("the job has not run").isEmpty();
        assertThat(late.of(site.id(), new byte[][] {unit}, 10)).isEmpty();
        last.forget();
        assertThat(last.find(id)).hasSize(1);
        late.forget();
        assertThat(last.find(id)).isEmpty();
    }

    @Test
    void withdrawalLastsToItsInstant() {
        Candor.site("times-standing", "https://times.example");
        Site site = sites.find("times-standing").orElseThrow();
        String unit = "w".repeat(32);
        Instant given = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Standings now = new Standings(database, at(given));
        now.refresh();
        UnitId lasting = new UnitId(site.id(), Units.lasting(site, unit));
        Instant over = Answers.lastsUntil(site, given);
        now.object(site, unit, true, over);
        assertThat(now.inForce(site, List.of(unit), YES)).isEqualTo(new Consents(GRANTED, GRANTED, DENIED));
        Standings last = new Standings(database, at(over.minusMillis(1)));
        last.refresh();
        assertThat(last.inForce(site, List.of(unit), YES).personalization()).isEqualTo(DENIED);
        Standings late = new Standings(database, at(over));
        late.refresh();
        assertThat(late.inForce(site, List.of(unit), YES))
                .as("the job has not run")
                .isEqualTo(YES);
        assertThat(late.of(site, unit)).isEmpty();
        last.forget();
        assertThat(rows(lasting)).isEqualTo(1);
        late.forget();
        assertThat(rows(lasting)).isZero();
    }

    private long rows(UnitId unit) {
        return database.query(handle -> handle.createQuery("select count(*) from standing where unit = :unit")
                .bind("unit", unit.pseudonym())
                .mapTo(Long.class)
                .one());
    }
}
