package dev.candor.ui.words;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and dates as people read them.
 *
 * @param zone   in which times are told
 * @param points says a difference of percentages: {@code +0.24 points} for {@code +0.24}
 */
public record Formats(Language language, ZoneId zone, UnaryOperator<String> points) {

    /** What stands where nothing could be computed. */
    public static final String NOTHING = "–";

    private static final int MOST_DECIMALS = 4;

    /** {@code 40,123}. */
    public String whole(long count) {
        return pattern(0, 0).format(count);
    }

    /** {@code 4.00}. */
    public String number(double value, int decimals) {
        return format(value, decimals, false);
    }

    /** {@code 1,234.5}: at most two decimals, none where none are needed. */
    public String amount(double value) {
        DecimalFormat format = pattern(0, 2);
        return format.format(positiveZero(value));
    }

    /** {@code +0.24} or {@code −0.24}. */
    public String signed(double value, int decimals) {
        return format(value, decimals, true);
    }

    /** A share as {@code 4.00%}. */
    public String percent(double share, int decimals) {
        return format(share * 100, decimals, false) + "%";
    }

    /** A relative difference as {@code +12.3%}. */
    public String signedPercent(double share, int decimals) {
        return format(share * 100, decimals, true) + "%";
    }

    /** A difference of two shares as {@code +0.24 points}. */
    public String signedPoints(double share, int decimals) {
        return points.apply(format(share * 100, decimals, true));
    }

    /** A width that has no direction, such as a margin, as {@code 0.5 points}. */
    public String points(double share) {
        return points.apply(pattern(0, MOST_DECIMALS).format(share * 100));
    }

    /** Basis points as {@code 50%} or {@code 33.34%}. */
    public String basisPoints(int share) {
        return pattern(0, 2).format(share / 100.0) + "%";
    }

    /** {@code p = 0.017}, and {@code p < 0.001} for everything below. */
    public String pValue(@Nullable Double p) {
        if (p == null) {
            return NOTHING;
        }
        if (p < 0.001) {
            return "p < 0.001";
        }
        return p > 0.999 ? "p > 0.999" : "p = " + format(p, 3, false);
    }

    /**
     * How many decimals an interval deserves: two significant digits of its half width, at least one, at most four.
     *
     * @param width of the interval, in the unit that will be shown
     */
    public static int decimals(double width) {
        double half = Math.abs(width) / 2;
        if (half == 0 || !Double.isFinite(half)) {
            return 2;
        }
        int digits = 1 - (int) Math.floor(Math.log10(half));
        return Math.max(1, Math.min(MOST_DECIMALS, digits));
    }

    public String date(Instant instant) {
        return told(instant, language.datePattern());
    }

    /** With the time and its zone. */
    public String dateTime(Instant instant) {
        return told(instant, language.timePattern());
    }

    private String told(Instant instant, String pattern) {
        // The bare offset would be told as "Z".
        ZoneId told = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(instant.atZone(told));
    }

    private String format(double value, int decimals, boolean signed) {
        DecimalFormat format = pattern(decimals, decimals);
        if (signed) {
            format.setPositivePrefix("+");
        }
        String text = format.format(positiveZero(value));
        return isZero(text) ? pattern(decimals, decimals).format(0) : text;
    }

    private DecimalFormat pattern(int fewest, int most) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(language.locale());
        symbols.setMinusSign('−');
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(fewest);
        format.setMaximumFractionDigits(most);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }

    private static double positiveZero(double value) {
        return value == 0 ? 0 : value;
    }

    private static boolean isZero(String text) {
        return text.chars().noneMatch(c -> c >= '1' && c <= '9');
    }
}
