package dev.candor.api.accounts;

import dev.candor.api.access.Account;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.access.Sessions;
import dev.candor.api.database.DatabaseReady;
import dev.candor.domain.actor.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.util.ModularCrypt;

/** Signing in and out with a name and a password, and the first administrator. */
@ApplicationScoped
public class SignIn {

    /** The account that exists from the first start on. */
    public static final String FIRST_ADMINISTRATOR = "admin";

    private static final Logger LOG = Logger.getLogger(SignIn.class);
    /** Compared with when there is no such account, so that the answer takes as long. */
    private static final String NOBODY = BcryptUtil.bcryptHash(Secrets.token());

    private final Accounts accounts;
    private final Sessions sessions;

    SignIn(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** The value of a new session's cookie; empty when name and password do not belong together. */
    public Optional<String> signIn(String name, String password) {
        Optional<Account> account = accounts.find(name);
        boolean right = matches(password, account.map(Account::passwordHash).orElse(NOBODY));
        return right ? account.map(sessions::begin) : Optional.empty();
    }

    public void signOut(String cookieValue) {
        sessions.end(cookieValue);
    }

    /** Makes the first administrator, and tells the operator the password, this once. */
    void onReady(@Observes DatabaseReady event) {
        if (!accounts.isEmpty()) {
            return;
        }
        String password = Secrets.password();
        if (accounts.insert(FIRST_ADMINISTRATOR, BcryptUtil.bcryptHash(password), Role.ADMIN)) {
            System.out.printf(
                    "%n  First start: sign in as %s with the password %s%n  (it is shown only this once)%n%n",
                    FIRST_ADMINISTRATOR, password);
        }
    }

    private static boolean matches(String password, String hash) {
        try {
            PasswordFactory factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT);
            return factory.verify(factory.translate(ModularCrypt.decode(hash)), password.toCharArray());
        } catch (java.security.GeneralSecurityException e) {
            LOG.error("a stored password hash is damaged", e);
            return false;
        }
    }
}
