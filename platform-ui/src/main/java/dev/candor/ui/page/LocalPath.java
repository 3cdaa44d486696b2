package dev.candor.ui.page;

import org.jspecify.annotations.Nullable;

/** Where to go on after a form; never to another site. */
public final class LocalPath {

    private static final String HOME = "/";

    private LocalPath() {}

    /** {@code wanted} when it is a path of this program, otherwise the home page. */
    public static String of(@Nullable String wanted) {
        return wanted != null && isLocal(wanted) ? wanted : HOME;
    }

    private static boolean isLocal(String path) {
        // Browsers read "//host" and "/\host" as another site, and drop control characters before they look.
        return path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }
}
