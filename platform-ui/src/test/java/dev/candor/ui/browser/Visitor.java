package dev.candor.ui.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.concurrent.atomic.AtomicInteger;

/** One visitor with an empty device, who leaves when what the page told is answered. */
public final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final AtomicInteger unanswered = new AtomicInteger();

    public Visitor(BrowserContext context) {
        this.context = context;
        context.onRequest(request -> unanswered.addAndGet(tells(request)));
        // Not onRequestFinished: that waits until the page has read the answer's body, which the snippet has no use
        // for.
        context.onResponse(response -> unanswered.addAndGet(-tells(response.request())));
        context.onRequestFailed(request -> unanswered.addAndGet(-tells(request)));
    }

    public Page newPage() {
        return context.newPage();
    }

    @Override
    public void close() {
        for (Page page : context.pages()) {
            // The snippet tells in the turn after; then nothing is left for the page's end.
            page.evaluate("new Promise(r => setTimeout(() => setTimeout(r)))");
            page.waitForCondition(() -> unanswered.get() <= 0);
        }
        context.close();
    }

    /** One for a request with events; what a page sends as it goes has no answer that anybody would see. */
    private static int tells(Request request) {
        return request.url().endsWith("/v1/events") && request.resourceType().equals("fetch") ? 1 : 0;
    }
}
