package dev.candor.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is taken for a person's, and what only looks a little like it. */
class PersonalDataTest {

    private static void found(String kind, String... texts) {
        for (String text : texts) {
            assertThat(PersonalData.in(text)).as(text).contains(kind);
        }
    }

    private static void passes(String... texts) {
        for (String text : texts) {
            assertThat(PersonalData.in(text)).as(text).isEmpty();
        }
    }

    @Test
    void eMailAddresses() {
        found(
                "an e-mail address",
                "anna@example.org",
                "jane.doe+shop@mail.example.co.uk",
                "goal=jane@x.test",
                "mailto:anna%40example.org?x",
                "<a_b-c@d-e.jp>",
                "アンナ＠例え.jp",
                "anna＠example.org");
    }

    @Test
    void whatOnlyHasAnAtSign() {
        passes("anna@localhost", "@handle", "2 @ 3.50", "a@b", "user@", "@example.org", "5@10.20", "spring@2026");
    }

    @Test
    void cardNumbers() {
        found(
                "the number of a payment card",
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "purchase_4111111111111111",
                "card 5500005555555559 used",
                "378282246310005",
                "3782 822463 10005",
                "6011000990139424",
                "3530111333300000",
                "30569309025904",
                "4222222222222",
                "2223003122003222",
                "４１１１１１１１１１１１１１１１");
    }

    @Test
    void numbersThatAreNoCards() {
        passes(
                "4111111111111112", // the check digit is wrong
                "1111111111111117", // no issuer begins so, though the check digit is right
                "1764000000000", // milliseconds since 1970
                "411111111111", // twelve digits
                "41111111111111111111", // twenty
                "4111 11111111 1111", // not as cards are printed
                "ORD-2026-000123456");
    }

    @Test
    void telephoneNumbers() {
        found(
                "a telephone number",
                "+81 90-1234-5678",
                "+819012345678",
                "+1 (212) 555-0100",
                "+44 20 7946 0958",
                "0049 30 123456",
                "090-1234-5678",
                "090 1234 5678",
                "09012345678",
                "03-1234-5678",
                "0120-123-456",
                "020 7946 0958",
                "07700 900123",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "(212) 555-0100",
                "212-555-0100",
                "call 212.555.0100 now",
                "０９０－１２３４－５６７８");
    }

    @Test
    void numbersThatNobodyAnswers() {
        passes(
                "10023456",
                "2024-000123",
                "ORD-0001234",
                "0001234567",
                "#100234567890",
                "A0912345678",
                "2026-03-01",
                "2026-03-01T09:00:00Z",
                "2026-03-01T09:00:00.123+09:00",
                "01.02.2026 10:15",
                "01/02/2026",
                "20260301090000",
                "1764000000000",
                "3.14159265358979",
                "0.1234567890",
                "12.5",
                "1,234,567.89",
                "10.0.0.1",
                "v1.2.3",
                "978-3-16-148410-0",
                "spring_2026_03",
                "09876543210abcde", // an id in hexadecimal
                "50000 to 100000",
                "1280x1024");
    }

    @Test
    void uuidsPassWhateverTheirDigits() {
        passes("00000000-0000-4000-8000-000000000000", "41111111-1111-1111-8111-111111111111");
        long seed = 20261123;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(PersonalData.in(uuid)).as("seed %d: %s", seed, uuid).isEmpty();
        }
    }

    @Test
    void theDigitsOfAnIdMeanNothing() {
        assertThat(PersonalData.isAddressIn("09012345678")).isFalse();
        assertThat(PersonalData.isAddressIn("4111111111111111")).isFalse();
        assertThat(PersonalData.isAddressIn("visitor@example.org")).isTrue();
    }

    @Test
    void longTextIsReadInNoTime() {
        String[] nasty = {
            "a".repeat(999) + "@", "1".repeat(999), "0 ".repeat(499), "a@b.".repeat(249), "+1(2)".repeat(199)
        };
        for (String text : nasty) {
            PersonalData.in(text);
        }
    }
}
