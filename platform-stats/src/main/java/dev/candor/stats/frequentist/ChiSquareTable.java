package dev.candor.stats.frequentist;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ChiSquare;
import java.util.Arrays;
import java.util.Optional;

/**
 * Pearson's chi-square test of a table of counts: do rows differ in how they spread over columns?
 *
 * @param statistic {@code sum (O - E)² / E}
 * @param degrees {@code (rows - 1) (columns - 1)}
 * @param pValue of no association
 * @param smallestExpected the smallest expected count; below 5 the approximation is doubtful
 * @param yates for a 2x2 table, with |O - E| reduced by up to one half
 */
public record ChiSquareTable(
        double statistic, long degrees, Probability pValue, double smallestExpected, Optional<Yates> yates) {

    /** The statistic with Yates's correction for continuity. */
    public record Yates(double statistic, Probability pValue) {}

    /**
     * The test of a table.
     *
     * @param counts rows of equal length, at least two of at least two
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if a row or a column is empty
     */
    public static ChiSquareTable of(long[][] counts) {
        requireTable(counts);
        double[] rows = new double[counts.length];
        double[] columns = new double[counts[0].length];
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                rows[i] += counts[i][j];
                columns[j] += counts[i][j];
                total += counts[i][j];
            }
        }
        requireFilled("row", rows);
        requireFilled("column", columns);
        double statistic = 0;
        double corrected = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                double expected = rows[i] * columns[j] / total;
                double gap = Math.abs(counts[i][j] - expected);
                double reduced = gap - Math.min(0.5, gap);
                statistic += gap * gap / expected;
                corrected += reduced * reduced / expected;
                smallest = Math.min(smallest, expected);
            }
        }
        long degrees = (rows.length - 1L) * (columns.length - 1L);
        return new ChiSquareTable(
                statistic,
                degrees,
                new Probability(ChiSquare.upperTail(statistic, degrees)),
                smallest,
                degrees == 1
                        ? Optional.of(new Yates(corrected, new Probability(ChiSquare.upperTail(corrected, 1))))
                        : Optional.empty());
    }

    private static void requireTable(long[][] counts) {
        Require.valid(counts.length >= 2, "table.rows", counts.length, "at least two needed");
        for (long[] row : counts) {
            Require.valid(row.length >= 2, "table.columns", row.length, "at least two needed");
            Require.valid(row.length == counts[0].length, "table.columns", row.length, "rows differ in length");
            for (long count : row) {
                Require.count("table", count);
            }
        }
    }

    private static void requireFilled(String what, double[] sums) {
        long empty = Arrays.stream(sums).filter(sum -> sum == 0).count();
        Require.atLeast(1, "table." + what + ".sum", empty > 0 ? 0 : 1);
    }
}
