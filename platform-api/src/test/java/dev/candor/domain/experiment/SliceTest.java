package dev.candor.domain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceTest {

    private static Optional<Slice> slice(int from, int to) {
        return Optional.of(new Slice(from, to));
    }

    @Test
    void sliceLiesWithinItsLayer() {
        assertThat(new Slice(0, 10_000)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new Slice(-1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slice(0, 10_001));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slice(6, 5));
    }

    @Test
    void emptyLayerHasRoomForEverything() {
        assertThat(Slice.beside(List.of(), 10_000)).isEqualTo(slice(0, 10_000));
        assertThat(Slice.beside(List.of(), 1)).isEqualTo(slice(0, 1));
    }

    @Test
    void nothingHasNoPlace() {
        assertThat(Slice.beside(List.of(), 0)).isEmpty();
    }

    @Test
    void fullLayerHasNoRoom() {
        assertThat(Slice.beside(List.of(new Slice(0, 10_000)), 1)).isEmpty();
        assertThat(Slice.beside(List.of(new Slice(0, 9_999)), 1)).isEqualTo(slice(9_999, 10_000));
        assertThat(Slice.beside(List.of(new Slice(0, 9_999)), 2)).isEmpty();
    }

    @Test
    void widestGapIsTakenWhereverItIs() {
        List<Slice> taken = List.of(new Slice(7_000, 9_000), new Slice(1_000, 2_000));
        assertThat(Slice.beside(taken, 5_000)).isEqualTo(slice(2_000, 7_000));
        assertThat(Slice.beside(taken, 100)).isEqualTo(slice(2_000, 2_100));
        assertThat(Slice.beside(taken, 5_001)).isEmpty();
    }

    @Test
    void sliceGrowsUpToItsNeighbour() {
        Slice slice = new Slice(1_000, 2_000);
        List<Slice> taken = List.of(new Slice(3_000, 4_000), new Slice(0, 1_000));
        assertThat(slice.resized(2_000, taken)).isEqualTo(slice(1_000, 3_000));
        assertThat(slice.resized(2_001, taken)).isEmpty();
    }

    @Test
    void sliceGrowsUpToTheEndOfItsLayer() {
        assertThat(new Slice(1_000, 2_000).resized(9_000, List.of())).isEqualTo(slice(1_000, 10_000));
        assertThat(new Slice(1_000, 2_000).resized(9_001, List.of())).isEmpty();
    }

    @Test
    void sliceShrinksAtItsEndOnly() {
        assertThat(new Slice(1_000, 2_000).resized(1, List.of())).isEqualTo(slice(1_000, 1_001));
    }

    @Test
    void newSlicesNeverOverlap() {
        long seed = 11;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Slice> taken = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Slice.beside(taken, 1 + random.nextInt(3_000)).ifPresent(taken::add);
                if (!taken.isEmpty() && random.nextInt(4) == 0) {
                    taken.remove(random.nextInt(taken.size()));
                }
            }
            boolean[] owned = new boolean[Slice.WHOLE];
            for (Slice slice : taken) {
                for (int i = slice.from(); i < slice.to(); i++) {
                    assertThat(owned[i]).as("seed %d, round %d", seed, round).isFalse();
                    owned[i] = true;
                }
            }
        }
    }
}
