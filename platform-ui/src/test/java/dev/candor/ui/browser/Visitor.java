package dev.candor.ui.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One visitor with an empty device, who leaves when what the page told is answered. */
public final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final AtomicInteger unanswered = new AtomicInteger();

    /** Whether the last answer was that the server is busy, so that the page tells it once more. */
    private volatile boolean comesAgain;

    public Visitor(BrowserContext context) {
        this.context = context;
        context.onRequest(request -> unanswered.addAndGet(tells(request)));
        // Not onRequestFinished: that waits until the page has read the answer's body, which the snippet has no use
        // for.
        context.onResponse(response -> {
            if (tells(response.request()) > 0) {
                unanswered.decrementAndGet();
                comesAgain = response.status() == 503 || response.status() == 429;
            }
        });
        context.onRequestFailed(request -> unanswered.addAndGet(-tells(request)));
    }

    public Page newPage() {
        return context.newPage();
    }

    /** Closes a page when what it told is answered. */
    public void leave(Page page) {
        // The snippet tells in the turn after; then nothing is left for the page's end.
        page.evaluate("new Promise(r => setTimeout(() => setTimeout(r)))");
        page.waitForCondition(() -> unanswered.get() <= 0 && !comesAgain);
        page.close();
    }

    @Override
    public void close() {
        List.copyOf(context.pages()).forEach(this::leave);
        Chromium.close(context);
    }

    /** One for a request with events; what a page sends as it goes has no answer that anybody would see. */
    private static int tells(Request request) {
        return request.url().endsWith("/v1/events") && request.resourceType().equals("fetch") ? 1 : 0;
    }
}
