package dev.candor.api.catalog;

import dev.candor.domain.assignment.DecisionPlace;
import dev.candor.domain.consent.Purpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a site says to its visitors and how it treats their answers.
 *
 * @param texts              the site's own words for purposes, by language tag; where it has none, Candor's stand
 * @param badge              whether what was personalized bears the sign of "Why am I seeing this?"
 * @param receiptRetentionDays how long the proof of an answer is kept, 1 to 3650 days
 * @param pseudonymEpochDays after so many days, 1 to 395, pseudonyms are made with another key
 * @param deciding           where decisions for its pages are made
 */
public record VisitorSettings(
        Controller controller,
        Map<String, Map<Purpose, PurposeText>> texts,
        Ask ask,
        Feedback feedback,
        boolean badge,
        int receiptRetentionDays,
        int pseudonymEpochDays,
        Deciding deciding) {

    /** A fresh site: Candor's own words, no feedback card, proof for three years, another key each 13 months. */
    public static final VisitorSettings DEFAULT = new VisitorSettings(
            new Controller(null, null),
            Map.of(),
            new Ask(180, List.of()),
            new Feedback(0, null),
            true,
            1_095,
            395,
            new Deciding(DecisionPlace.BROWSER, null));

    public VisitorSettings {
        texts = Map.copyOf(texts);
    }

    /**
     * Who answers for the data.
     *
     * @param name    null for the site's own name
     * @param contact an address, a telephone number or a page; null while none is given
     */
    public record Controller(
            @Nullable String name, @Nullable String contact) {}

    /** What a visitor reads before answering for one purpose. */
    public record PurposeText(String title, String text) {}

    /**
     * When visitors may be asked for an attribute.
     *
     * @param days  after a refusal it is not asked again for so many days
     * @param notOn paths, and what lies below them, on which nothing is asked
     */
    public record Ask(int days, List<String> notOn) {
        public Ask {
            notOn = List.copyOf(notOn);
        }
    }

    /**
     * The one-question card.
     *
     * @param share   of the sessions that see it, in basis points
     * @param epsilon of the randomized response; null for plain answers
     */
    public record Feedback(int share, @Nullable BigDecimal epsilon) {}

    /**
     * Where decisions for the site's pages are made.
     *
     * @param since when that was last changed: what visitors declared before was said under other words; null when it never was
     */
    public record Deciding(DecisionPlace place, @Nullable Instant since) {

        public boolean byServer() {
            return place == DecisionPlace.SERVER;
        }
    }

    /** The same after a change at {@code now} from {@code before}. */
    public VisitorSettings changedFrom(VisitorSettings before, Instant now) {
        boolean same = deciding.place() == before.deciding().place();
        Instant since = same ? before.deciding().since() : now;
        return new VisitorSettings(
                controller,
                texts,
                ask,
                feedback,
                badge,
                receiptRetentionDays,
                pseudonymEpochDays,
                new Deciding(deciding.place(), since));
    }

    /** The site's own words for {@code purpose} in {@code language}. */
    public Optional<PurposeText> text(String language, Purpose purpose) {
        return Optional.ofNullable(texts.getOrDefault(language, Map.of()).get(purpose));
    }
}
