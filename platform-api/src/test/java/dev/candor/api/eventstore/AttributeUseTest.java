package dev.candor.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.eventstore.AttributeUse.Account;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AttributeUseTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    private static boolean forNothing(long answered, LocalDate firstAnswered, LocalDate lastDelivered) {
        return new Account(9, answered, 0, 0, firstAnswered, lastDelivered).isTakenForNothing(TODAY);
    }

    @Test
    void takenAndNothingGivenForThirtyDays() {
        assertThat(forNothing(1, TODAY.minusDays(30), null)).isTrue();
        assertThat(forNothing(1, TODAY.minusDays(29), null)).isFalse();
        assertThat(forNothing(1, TODAY.minusDays(100), TODAY.minusDays(30))).isTrue();
        assertThat(forNothing(1, TODAY.minusDays(100), TODAY.minusDays(29))).isFalse();
        assertThat(forNothing(0, null, null)).isFalse();
        assertThat(forNothing(0, null, TODAY.minusDays(100))).isFalse();
    }
}
