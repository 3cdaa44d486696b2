package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import org.jspecify.annotations.Nullable;

/** The numbers of one metric in its unit: shares as percentages and points, everything else as it is. */
final class Values {

    private final Words words;
    private final boolean share;

    Values(Words words, String kind) {
        this.words = words;
        this.share = kind.equals("conversion") || kind.equals("retention");
    }

    String mean(@Nullable Double mean) {
        if (mean == null) {
            return Formats.NOTHING;
        }
        return share ? formats().percent(mean, 2) : formats().number(mean, decimalsOf(mean));
    }

    String sum(@Nullable Double sum) {
        return sum == null ? Formats.NOTHING : formats().amount(sum);
    }

    String standardError(@Nullable Double error) {
        if (error == null) {
            return Formats.NOTHING;
        }
        return share ? formats().percent(error, 3) : formats().number(error, decimalsOf(error));
    }

    String difference(@Nullable Range range) {
        if (range == null) {
            return Formats.NOTHING;
        }
        int decimals = decimals(range, share ? 100 : 1);
        return share
                ? formats().signedPoints(range.estimate(), decimals)
                : formats().signed(range.estimate(), decimals);
    }

    String differenceInterval(@Nullable Range range) {
        return interval(range, share ? 100 : 1, "");
    }

    String relative(@Nullable Range range) {
        return range == null ? Formats.NOTHING : formats().signedPercent(range.estimate(), decimals(range, 100));
    }

    String relativeInterval(@Nullable Range range) {
        return interval(range, 100, "%");
    }

    /** A width without a direction. */
    String margin(double margin) {
        return share ? formats().points(margin) : formats().amount(margin);
    }

    private String interval(@Nullable Range range, double scale, String unit) {
        if (range == null || (range.low() == null && range.high() == null)) {
            return Formats.NOTHING;
        }
        int decimals = decimals(range, scale);
        return words.results()
                .range(end(range.low(), "−∞", decimals, scale, unit), end(range.high(), "∞", decimals, scale, unit));
    }

    private String end(@Nullable Double end, String open, int decimals, double scale, String unit) {
        return end == null ? open : formats().signed(end * scale, decimals) + unit;
    }

    private static int decimals(Range range, double scale) {
        Double low = range.low();
        Double high = range.high();
        double width = low == null || high == null ? 2 * range.estimate() : high - low;
        return Formats.decimals(width * scale);
    }

    private static int decimalsOf(double value) {
        return Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 4;
    }

    private Formats formats() {
        return words.formats();
    }
}
