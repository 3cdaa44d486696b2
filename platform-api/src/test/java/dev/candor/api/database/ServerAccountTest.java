package dev.candor.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server never runs with root's rights. These tests need root, for there is nothing to give up otherwise. */
class ServerAccountTest {

    private static Workshop workshop;

    @BeforeAll
    static void open() throws IOException {
        workshop = new Workshop();
        assumeTrue(EmbeddedPostgres.isRoot(), "only root must hand the server to another account");
    }

    @AfterEach
    void reopen() throws IOException {
        Permissions.set(workshop.folder(), "rwx--x--x");
    }

    @AfterAll
    static void close() throws IOException {
        workshop.close();
    }

    @Test
    void withSetprivTheServerBelongsToAnAccountWithoutRights() throws Exception {
        assertThat(ownerWith(workshop.onlyWith("id", "kill", "setpriv"))).isNotZero();
    }

    @Test
    void withoutSetprivRunuserServes() throws Exception {
        assertThat(ownerWith(workshop.onlyWith("id", "kill", "runuser"))).isNotZero();
    }

    @Test
    void whereUnshareIsForbiddenSetprivServes() throws Exception {
        assertThat(ownerWith(workshop.forbiddingUnshare(workshop.onlyWith("id", "kill", "setpriv"))))
                .isNotZero();
    }

    @Test
    void dataWrittenUnderOneAccountAreReadUnderTheOther() throws Exception {
        SystemTools namespaces = workshop.onlyWith("kill", "unshare");
        assumeTrue(namespacesArePermitted(), "this machine permits no user namespaces");
        workshop.removeCluster();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data(), namespaces)) {
            Sql.execute(server, "create table notebook as select 'remembered' as word");
        }
        for (SystemTools tools : new SystemTools[] {workshop.onlyWith("id", "kill", "setpriv"), namespaces}) {
            try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data(), tools)) {
                assertThat(Sql.query(server, "select word from notebook")).isEqualTo("remembered");
            }
        }
    }

    @Test
    void belowAFolderThatOnlyRootMayEnterAUserNamespaceServes() throws Exception {
        assumeTrue(namespacesArePermitted(), "this machine permits no user namespaces");
        Permissions.set(workshop.folder(), "rwx------");
        assertThat(ownerWith(workshop.onlyWith("id", "kill", "setpriv", "unshare")))
                .isZero();
    }

    @Test
    void belowAFolderThatOnlyRootMayEnterTheSentenceNamesThatFolder() throws Exception {
        SystemTools tools = workshop.forbiddingUnshare(workshop.onlyWith("id", "kill", "setpriv", "runuser"));
        Permissions.set(workshop.folder(), "rwx------");
        assertThatThrownBy(() -> EmbeddedPostgres.start(workshop.data(), tools))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("Candor runs as root and PostgreSQL must not, but no other account may pass through "
                        + workshop.folder()
                        + ": name a data folder elsewhere with CANDOR_DATA_DIR, such as /var/lib/candor.");
    }

    @Test
    void whereThereIsNoToolAtAllTheSentenceNamesThem() throws Exception {
        SystemTools tools = workshop.onlyWith("id", "kill");
        assertThatThrownBy(() -> EmbeddedPostgres.start(workshop.data(), tools))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("neither setpriv nor runuser nor unshare is installed")
                .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL");
    }

    private static int ownerWith(SystemTools tools) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data(), tools)) {
            assertThat(Sql.show(server, "fsync")).isEqualTo("on");
            return (int) Files.getAttribute(workshop.home().resolve("cluster"), "unix:uid");
        }
    }

    private static boolean namespacesArePermitted() {
        return SystemTools.ofThisMachine()
                .find("unshare")
                .map(unshare -> Command.run(List.of(unshare, "--user", "true"), Duration.ofSeconds(5)))
                .map(Command.Outcome::succeeded)
                .orElse(false);
    }
}
