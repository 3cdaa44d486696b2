package dev.candor.ui.audience;

import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Operator;
import dev.candor.ui.words.AudienceWords;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a rule aloud: {@code Visitors for whom the device is mobile and the stated “interest” is “running”}. */
public final class AudienceReading {

    private final AudienceWords words;

    public AudienceReading(AudienceWords words) {
        this.words = words;
    }

    /** Whom the rule lets in, as a sentence without its full stop; null lets everybody in. */
    public String read(@Nullable Condition audience) {
        return audience == null ? words.everybody() : words.visitors(inner(audience, false));
    }

    private String inner(Condition condition, boolean nested) {
        return switch (condition) {
            case Condition.All all -> joined(all.parts(), words.and(), words.always(), nested);
            case Condition.Any any -> joined(any.parts(), words.or(), words.never(), nested);
            case Condition.Not not -> words.not(inner(not.part(), true));
            case Condition.Compare compare -> comparison(compare);
        };
    }

    private String joined(List<Condition> parts, String link, String none, boolean nested) {
        if (parts.isEmpty()) {
            return none;
        }
        String text = parts.stream().map(part -> inner(part, true)).collect(Collectors.joining(link));
        return nested && parts.size() > 1 ? words.group(text) : text;
    }

    private String comparison(Condition.Compare compare) {
        String field = compare.source() == Condition.Source.CONTEXT
                ? words.context(compare.field())
                : words.attribute(compare.field());
        if (compare.operator() == Operator.EXISTS) {
            return compare.operands().get(0).equals(true) ? words.known(field) : words.unknown(field);
        }
        String values = compare.operands().stream().map(AudienceReading::value).collect(Collectors.joining(words.or()));
        return words.compare(compare.operator().code(), field, values);
    }

    private static String value(Object operand) {
        return operand instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : "“" + operand + "”";
    }
}
