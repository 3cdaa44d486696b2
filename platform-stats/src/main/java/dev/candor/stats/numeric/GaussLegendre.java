package dev.candor.stats.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * The Gauss-Legendre rule: {@code n} points that integrate every polynomial of degree {@code 2n - 1} exactly.
 *
 * @see <a href="https://dlmf.nist.gov/3.5">NIST Digital Library of Mathematical Functions, 3.5(v)</a>
 */
public final class GaussLegendre {
    /** Eight points: one panel per standard deviation of the narrowest feature leaves an error below 1e-12. */
    public static final GaussLegendre EIGHT = new GaussLegendre(8);

    private final double[] points;
    private final double[] weights;

    /** The rule with so many points, at least one. */
    public GaussLegendre(int size) {
        points = new double[size];
        weights = new double[size];
        for (int i = 0; i < size; i++) {
            double x = Math.cos(Math.PI * (size - i - 0.25) / (size + 0.5));
            double slope = 1;
            for (int newton = 0; newton < 20; newton++) {
                double before = 1;
                double value = x;
                for (int degree = 2; degree <= size; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = size * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            points[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    /** How many points a panel has. */
    public int size() {
        return points.length;
    }

    /** Point {@code i} of the panel from {@code from} to {@code to}, in ascending order. */
    public double point(int i, double from, double to) {
        return (from + to) / 2 + (to - from) / 2 * points[i];
    }

    /** The weight of point {@code i} in a panel of the given width. */
    public double weight(int i, double width) {
        return width / 2 * weights[i];
    }

    /** The integral of the function over so many equal panels between the two ends. */
    public double integral(DoubleUnaryOperator function, double from, double to, int panels) {
        double width = (to - from) / panels;
        double total = 0;
        for (int panel = 0; panel < panels; panel++) {
            double start = from + panel * width;
            for (int i = 0; i < points.length; i++) {
                total += weight(i, width) * function.applyAsDouble(point(i, start, start + width));
            }
        }
        return total;
    }
}
