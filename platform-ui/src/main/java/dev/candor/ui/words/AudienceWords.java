package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The pieces of a rule read aloud. */
@MessageBundle("audience")
public interface AudienceWords {

    @Message("Everybody")
    String everybody();

    @Message("Visitors for whom {rule}")
    String visitors(String rule);

    @Message("{#when field}{#is 'device'}the device{#is 'language'}the language{#is 'path'}the page’s path"
            + "{#is 'query.utm_source'}the campaign’s source{#is 'query.utm_medium'}the campaign’s medium"
            + "{#is 'query.utm_campaign'}the campaign{#is 'referrerHost'}the referring site"
            + "{#is 'hourOfDay'}the hour of the day{#is 'dayOfWeek'}the day of the week (1 is Monday)"
            + "{#is 'newOrReturning'}the visit (new or returning){#else}{field}{/when}")
    String context(String field);

    @Message("the stated “{key}”")
    String attribute(String key);

    @Message("{#when operator}{#is 'is'}{field} is {value}{#is 'isNot'}{field} is not {value}"
            + "{#is 'in'}{field} is {value}{#is 'notIn'}{field} is not {value}"
            + "{#is 'startsWith'}{field} starts with {value}{#is 'contains'}{field} contains {value}"
            + "{#is 'lt'}{field} is below {value}{#is 'le'}{field} is at most {value}"
            + "{#is 'gt'}{field} is above {value}{#is 'ge'}{field} is at least {value}"
            + "{#else}{field} {operator} {value}{/when}")
    String compare(String operator, String field, String value);

    @Message("{field} is known")
    String known(String field);

    @Message("{field} is not known")
    String unknown(String field);

    @Message(" and ")
    String and();

    @Message(" or ")
    String or();

    @Message("({rule})")
    String group(String rule);

    @Message("it is not so that {rule}")
    String not(String rule);

    @Message("always")
    String always();

    @Message("never")
    String never();
}
