package dev.candor.ui.browser;

import com.microsoft.playwright.Page;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.domain.actor.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.net.URI;

/** Signs in to the dashboard as people do: by its form, with an account that nobody else has. */
public final class SignIn {

    private static final String PASSWORD = "correct horse battery staple";

    private SignIn() {}

    /** Leaves {@code page} on the dashboard's first page. */
    public static void as(Role role, Page page, Accounts accounts, URI home) {
        String name = role.code() + "-" + Secrets.seed();
        accounts.insert(name, BcryptUtil.bcryptHash(PASSWORD, 4), role);
        page.navigate(home.toString());
        page.fill("#name", name);
        page.fill("#password", PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL(home.toString());
    }
}
