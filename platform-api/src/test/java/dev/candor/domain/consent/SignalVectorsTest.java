package dev.candor.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Coded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole decision table of consent: Java against the file that the browser is held to as well. */
class SignalVectorsTest {

    private static final int COMBINATIONS = 3 * 2 * 3 * 2 * 4 * 4 * 2 * 2 * 2 * 2;

    @Test
    void fileIsWhatTheWitnessSays() throws IOException {
        assertThat(file()).isEqualTo(SignalWitness.lines()).hasSize(1 + COMBINATIONS);
    }

    @Test
    void everyCombinationIsDecidedLikeTheWitness() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : file().subList(1, 1 + COMBINATIONS)) {
            String[] each = line.split(",", -1);
            Purpose purpose = Coded.of(Purpose.class, each[0]).orElseThrow();
            Signals signals = new Signals(
                    each[1].equals("yes"),
                    Objects.requireNonNull(only(purpose, each[2])),
                    each[3].equals("on"),
                    only(purpose, each[4]),
                    only(purpose, each[5]),
                    each[6].equals("on"));
            SignalPolicy policy = new SignalPolicy(
                    each[7].equals("strict"),
                    each[8].equals("heeded"),
                    Coded.of(JurisdictionDefault.class, each[9]).orElseThrow());
            Signals.Ruling ruling = signals.of(purpose, policy);
            if (!each[10].equals(ruling.state().code())
                    || !each[11].equals(ruling.source().code())
                    || signals.under(policy).of(purpose) != ruling.state()) {
                wrong.add(line + " but " + ruling);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** This state for this purpose, and for the others the one that would show if they were mixed up. */
    private static @Nullable Consents only(Purpose purpose, String code) {
        if (code.equals("absent")) {
            return null;
        }
        ConsentState state = Coded.of(ConsentState.class, code).orElse(ConsentState.UNKNOWN);
        ConsentState other = state == ConsentState.GRANTED ? ConsentState.DENIED : ConsentState.GRANTED;
        return new Consents(
                purpose == Purpose.MEASUREMENT ? state : other,
                purpose == Purpose.REMEMBERING ? state : other,
                purpose == Purpose.PERSONALIZATION ? state : other);
    }

    private static List<String> file() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(SignalVectorsTest.class.getResourceAsStream("/vectors/signals.csv.gz"))),
                StandardCharsets.US_ASCII))) {
            return lines.lines().toList();
        }
    }
}
