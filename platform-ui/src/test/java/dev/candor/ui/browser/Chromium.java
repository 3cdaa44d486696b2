package dev.candor.ui.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium, driven by Playwright; nothing is downloaded. */
public final class Chromium implements AutoCloseable {

    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    /** A person's user agent: without the word Headless. */
    private static final String PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36";

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // A page that the test makes up has no address: to the browser it is a stranger that asks for this machine.
            "--disable-features=LocalNetworkAccessChecks",
            // For the whole browser: what a page sends as it goes does not know the context's.
            "--user-agent=" + PERSON,
            // Candor leaves robots out; these visitors are to count as people.
            "--disable-blink-features=AutomationControlled");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium launch() {
        return launch(List.of());
    }

    /** One that keeps pages which a person may come back to: Playwright's own does not. */
    static Chromium thatKeepsPages() {
        return launch(List.of("--disable-back-forward-cache"));
    }

    private static Chromium launch(List<String> without) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setIgnoreDefaultArgs(without)
                        .setArgs(OPTIONS));
        return new Chromium(playwright, browser);
    }

    /** A browser that nobody drives: it does what the page does. Some things a browser leaves undone where it is driven. */
    static Process alone(Path profile, String address) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("--user-data-dir=" + profile, address));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A visitor who is not taken for a robot. */
    public static Browser.NewContextOptions person() {
        return new Browser.NewContextOptions().setUserAgent(PERSON);
    }

    /** Answers a request, unless the page that asked has gone meanwhile: a page tells what is left as it closes. */
    public static void fulfill(Route route, Route.FulfillOptions answer) {
        try {
            route.fulfill(answer);
        } catch (PlaywrightException gone) {
            if (!gone.getMessage().contains("closed")) {
                throw gone;
            }
        }
    }

    /** Closes a context in which a page may just be asking for something that the test answers. */
    public static void close(BrowserContext context) {
        try {
            context.close();
        } catch (PlaywrightException gone) {
            if (!gone.getMessage().contains("closed")) {
                throw gone;
            }
        }
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path executable() {
        // deploy/test.sh names the one that it found.
        return Stream.concat(Optional.ofNullable(System.getenv("CANDOR_BROWSER")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium (Debian: apt-get install chromium); looked in " + PLACES));
    }
}
