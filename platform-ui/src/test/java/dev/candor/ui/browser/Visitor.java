package dev.candor.ui.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** One visitor with an empty device, who leaves in order: what a page tells as it goes is answered before all is closed. */
public record Visitor(BrowserContext context) implements AutoCloseable {

    private static final int LAST_WORDS_MS = 150;

    public Page newPage() {
        return context.newPage();
    }

    @Override
    public void close() {
        for (Page page : context.pages()) {
            page.navigate("about:blank");
            page.waitForTimeout(LAST_WORDS_MS);
        }
        context.close();
    }
}
