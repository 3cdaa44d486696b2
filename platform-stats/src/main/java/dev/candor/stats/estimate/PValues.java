package dev.candor.stats.estimate;

import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.StudentT;

/**
 * The three p-values of one statistic. {@code greater} is small when treatment lies above control, {@code less} when below.
 */
public record PValues(Probability twoSided, Probability greater, Probability less) {

    /** Of a statistic that is standard Normal when nothing differs. */
    public static PValues normal(double z) {
        return of(Normal.bothTails(z), Normal.upperTail(z), Normal.lowerTail(z));
    }

    /** Of a statistic that is Student's t when nothing differs. */
    public static PValues student(double t, double degrees) {
        return of(StudentT.bothTails(t, degrees), StudentT.upperTail(t, degrees), StudentT.lowerTail(t, degrees));
    }

    /** From three numbers. */
    public static PValues of(double twoSided, double greater, double less) {
        return new PValues(new Probability(twoSided), new Probability(greater), new Probability(less));
    }
}
