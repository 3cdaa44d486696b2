package dev.candor.stats.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactSumsTest {

    @Test
    void spreadSurvivesAMeanOfTenMillion() {
        // values 1e7, 1e7 + 1, 1e7 + 2: deviations -1, 0, 1
        double sum = 3e7 + 3;
        double squares = 1e14 + (1e14 + 2e7 + 1) + (1e14 + 4e7 + 4);
        assertThat(ExactSums.centredSquares(3, sum, squares)).isEqualTo(2);
    }

    @Test
    void crossProductsSubtractTheProductOfMeans() {
        // x = 1, 2, 3 and y = 2, 4, 9: sum of products 37, deviations give 7
        assertThat(ExactSums.centredProducts(3, 6, 15, 37)).isEqualTo(7);
    }

    @Test
    void differenceOfMeansDoesNotCancel() {
        assertThat(ExactSums.differenceOfMeans(3, 3e15, 3, 3e15 + 0.5)).isEqualTo(0.5 / 3);
    }

    @Test
    void sumsAreRoundedOnce() {
        assertThat(ExactSums.sum(1e16, 1, -1e16)).isEqualTo(1);
        assertThat(ExactSums.sumOfProducts(new double[] {1e16, 1, 1e16}, new double[] {1, 1, -1}))
                .isEqualTo(1);
    }
}
