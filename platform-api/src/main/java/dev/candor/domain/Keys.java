package dev.candor.domain;

import java.util.regex.Pattern;

/** The spelling of names that people give to things and programs refer to. */
public final class Keys {

    /** What to say when {@link #isKey} is false. */
    public static final String KEY_RULE = "must be 1 to 64 characters of a-z, 0-9 and -";

    /** What to say when {@link #isName} is false. */
    public static final String NAME_RULE = "must be 1 to 64 characters of a-z, 0-9 and _";

    private static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

    private Keys() {}

    /** Whether this can name a site, an experiment, a variant or a layer. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** Whether this can name an event, a metric or an attribute. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
