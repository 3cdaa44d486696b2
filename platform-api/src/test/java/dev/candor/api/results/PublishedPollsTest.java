package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.api.results.PublishedPolls.Poll;
import dev.candor.stats.StatisticsException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PublishedPollsTest {

    @Test
    void nothingIsTestedAgainstAPollOfNobodyKnowsHowMany() {
        assertThat(PublishedPolls.all()).hasSize(7);
        for (Poll poll : PublishedPolls.all()) {
            assertThat(poll.n()).as(poll.key()).isNull();
            assertThat(poll.english()).isNotBlank();
            assertThat(poll.japanese()).isNotBlank();
            assertThatThrownBy(poll::sample)
                    .isInstanceOf(StatisticsException.class)
                    .hasMessageContaining("no sample size published");
        }
    }

    @Test
    void pollWithASampleSizeIsASampleLikeAnyOther() {
        Poll poll = new Poll("own", new BigDecimal("0.65"), 1_000L, "", "");
        assertThat(poll.sample().conversions()).isEqualTo(650);
    }
}
