package dev.candor.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A constant that has one spelling wherever it is written down: in JSON, in tables and in rules. */
public interface Coded {

    /** The spelling, for example {@code privacy_first}. */
    String code();

    /** The constant of {@code type} that is spelt {@code code}, if there is one. */
    static <E extends Enum<E> & Coded> Optional<E> of(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.code().equals(code))
                .findFirst();
    }

    /** All spellings of {@code type} in their order, for messages: {@code control, privacy_first, personalized}. */
    static <E extends Enum<E> & Coded> String codes(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Coded::code).collect(Collectors.joining(", "));
    }
}
