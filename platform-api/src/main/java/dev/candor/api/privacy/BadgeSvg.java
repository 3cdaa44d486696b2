package dev.candor.api.privacy;

/** The badge as a picture: no script, no address, nothing that loads. */
final class BadgeSvg {

    /** What stands in its place while a check fails: a picture without size or content. */
    static final String NOTHING = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>";

    private static final int WIDTH = 236;

    private BadgeSvg() {}

    /** @param japanese else English */
    static String of(boolean japanese) {
        String first = japanese ? "教えたことだけを使います" : "Only what you tell is used";
        String second = japanese ? "常に確認中 – Candor" : "Checked live by Candor";
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="40" viewBox="0 0 %1$d 40" role="img" lang="%2$s">
            <title>%3$s</title>
            <rect x=".5" y=".5" width="%4$d" height="39" rx="8" fill="#fff" stroke="#0f766e"/>
            <path d="M20 8l9 3v8c0 6-4 10-9 13-5-3-9-7-9-13v-8z" fill="#0f766e"/>
            <path d="M15.500 20l3.200 3.200 5.800-6.400" fill="none" stroke="#fff" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round"/>
            <text x="38" y="17" font-family="system-ui,-apple-system,'Segoe UI','Hiragino Sans','Noto Sans JP',sans-serif" font-size="12" font-weight="600" fill="#134e4a">%5$s</text>
            <text x="38" y="31" font-family="system-ui,-apple-system,'Segoe UI','Hiragino Sans','Noto Sans JP',sans-serif" font-size="10.500" fill="#334155">%6$s</text>
            </svg>
            """.formatted(
                WIDTH, japanese ? "ja" : "en", first + (japanese ? "。" : ". ") + second, WIDTH - 1, first, second);
    }
}
