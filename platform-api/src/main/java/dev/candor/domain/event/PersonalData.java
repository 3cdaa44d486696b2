package dev.candor.domain.event;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gives a person away in a text where nothing personal belongs: an e-mail address, a telephone number, the number of a
 * payment card. A net with meshes: it catches what people send by mistake, and lets order numbers, dates and ids through.
 */
public final class PersonalData {

    /** Longer texts are not let in anywhere, so that the patterns below have little to do. */
    private static final int LONGEST = 1_000;

    private static final int FEWEST_DIGITS = 8;

    private static final Pattern E_MAIL = Pattern.compile(
            "[\\p{L}\\p{N}._%+'-]{1,64}(?:@|%40)[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8}\\.[\\p{L}]{2,24}");

    /** Made of digits, and no number of anybody's: UUIDs, dates with or without a time. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])"
                    + "|(?<!\\d)(?:19|20)\\d\\d([-/.])[01]?\\d\\1[0-3]?\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)?(?!\\d)"
                    + "|(?<!\\d)[0-3]?\\d([-/.])[0-3]?\\d\\2(?:19|20)\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d)?)?(?!\\d)");

    /** 13 to 19 digits in one row, or in groups as they are printed on cards. */
    private static final Pattern CARD = Pattern.compile(
            "(?<!\\d)(?:\\d{13,19}|\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}|\\d{4}([ -])\\d{6}\\2\\d{4,5})(?!\\d)");

    /** How the numbers of the large issuers begin, with the lengths they have. */
    private static final Pattern ISSUER = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})"
            + "|(?:5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}"
            + "|3[47]\\d{13}|3(?:0[0-5]|[68]\\d)\\d{11}|35(?:2[89]|[3-8]\\d)\\d{12}"
            + "|6(?:011|5\\d\\d|4[4-9]\\d)\\d{12}|62\\d{14,17}");

    private static final List<Pattern> TELEPHONES = List.of(
            // With its country: +81 90-1234-5678, +1 (212) 555-0100, 0049 30 123456
            Pattern.compile("(?<![\\p{L}\\d])(?:\\+|00)[1-9]\\d{0,2}(?:[ .-]?\\(?\\d{1,5}\\)?){2,6}(?![\\p{L}\\d])"),
            // As dialled at home: 090-1234-5678, 03-1234-5678, 020 7946 0958, 06 12 34 56 78, 0120-123-456
            Pattern.compile("(?<![\\p{L}\\d.-])\\(?0\\d{1,5}\\)?[ -]\\d{1,4}[ -]\\d{3,4}(?![\\p{L}\\d-])"),
            Pattern.compile("(?<![\\p{L}\\d.-])0\\d(?:([ .-])\\d\\d)(?:\\1\\d\\d){3}(?![\\p{L}\\d])"),
            Pattern.compile("(?<![\\p{L}\\d.-])0[1-9]\\d{3} \\d{6}(?![\\p{L}\\d])"),
            // The same in one row
            Pattern.compile("(?<![\\p{L}\\d.-])0[1-9]\\d{8,9}(?![\\p{L}\\d-])"),
            // North America: (212) 555-0100, 212-555-0100
            Pattern.compile(
                    "(?<![\\p{L}\\d.-])(?:\\([2-9]\\d\\d\\) ?|[2-9]\\d\\d[ .-])[2-9]\\d\\d[ .-]\\d{4}(?![\\p{L}\\d-])"));

    private PersonalData() {}

    /** What kind of thing about a person {@code text} seems to hold, as the end of "looks like ..."; empty for none. */
    public static Optional<String> in(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(text);
        if (isAddress(plain)) {
            return Optional.of("an e-mail address");
        }
        if (plain.chars()
                        .filter(character -> character >= '0' && character <= '9')
                        .count()
                < FEWEST_DIGITS) {
            return Optional.empty();
        }
        String numbers = HARMLESS.matcher(plain).replaceAll("|");
        if (holdsCard(numbers)) {
            return Optional.of("the number of a payment card");
        }
        boolean telephone = TELEPHONES.stream().anyMatch(pattern -> holdsTelephone(pattern, numbers));
        return telephone ? Optional.of("a telephone number") : Optional.empty();
    }

    /** Whether there is an e-mail address in an id, whose digits mean nothing. */
    public static boolean isAddressIn(String id) {
        return isAddress(plain(id));
    }

    private static boolean isAddress(String plain) {
        return (plain.indexOf('@') >= 0 || plain.contains("%40"))
                && E_MAIL.matcher(plain).find();
    }

    private static String plain(String text) {
        boolean ascii = text.chars().allMatch(character -> character < 128);
        // Full-width digits and signs are still digits and signs.
        return ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static boolean holdsCard(String text) {
        Matcher found = CARD.matcher(text);
        while (found.find()) {
            String digits = found.group().replaceAll("\\D", "");
            if (ISSUER.matcher(digits).matches() && luhn(digits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsTelephone(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            String digits = found.group().replaceAll("\\D", "");
            if (digits.length() >= FEWEST_DIGITS && digits.length() <= 17) {
                return true;
            }
        }
        return false;
    }

    /** The check digit of ISO/IEC 7812-1. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
