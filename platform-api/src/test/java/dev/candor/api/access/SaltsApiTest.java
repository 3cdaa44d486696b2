package dev.candor.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.database.FilesOnDisk;
import dev.candor.api.database.Purges;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The key of a day's units is destroyed 48 hours after the day began: nobody can link days, and nothing of it is left. */
@QuarkusTest
class SaltsApiTest {

    private static final LocalDate DAY = LocalDate.of(2021, 5, 4);

    @Inject
    Database database;

    @Inject
    Rulesets rulesets;

    @Inject
    SiteCatalog sites;

    @Inject
    Purges purges;

    /** A clock that a test sets. */
    private static final class Hands extends Clock {
        private Instant now = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Optional<byte[]> kept(Site site) {
        return database.query(
                handle -> handle.createQuery("select salt from daily_salt where site_id = :site and day = :day")
                        .bind("site", site.id())
                        .bind("day", DAY)
                        .mapTo(byte[].class)
                        .findOne());
    }

    @Test
    void saltIsOfNoUseAfter48HoursEvenIfTheJobIsLateAndThenItIsGone() {
        Candor.site("salts", "https://salts.example");
        Site site = sites.find("salts").orElseThrow();
        Hands hands = new Hands();
        Units units = new Units(database, rulesets, hands);
        Instant noon = hands.instant();
        String unit = units.daily(site, "192.0.2.7", "Browser");
        assertThat(units.dailyAt(noon, site, "192.0.2.7", "Browser")).contains(unit);
        assertThat(units.daily(site, "192.0.2.8", "Browser")).isNotEqualTo(unit);
        byte[] salt = kept(site).orElseThrow();

        Instant over = DAY.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        hands.now = over.minusMillis(1);
        units.forget();
        assertThat(units.dailyAt(noon, site, "192.0.2.7", "Browser")).contains(unit);
        assertThat(units.daily(site, "192.0.2.7", "Browser")).as("another day").isNotEqualTo(unit);
        assertThat(FilesOnDisk.holding(database, salt))
                .as("the search finds what is there")
                .isPositive();

        hands.now = over;
        assertThat(units.dailyAt(noon, site, "192.0.2.7", "Browser"))
                .as("the job has not run")
                .isEmpty();
        units.forget();
        assertThat(kept(site)).isEmpty();
        assertThat(FilesOnDisk.holding(database, salt)).isZero();
        assertThat(purges.last())
                .anyMatch(purge -> purge.kind().equals("salts") && purge.at().equals(over));
    }
}
