package dev.candor.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    private static Workshop workshop;

    @BeforeAll
    static void open() throws IOException {
        workshop = new Workshop();
    }

    @AfterAll
    static void close() throws IOException {
        workshop.close();
    }

    @Test
    void theServerIsARealOneThatForgetsNothingAndAnswersOnlyThisMachine() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(Sql.show(server, "fsync")).isEqualTo("on");
            assertThat(Sql.show(server, "synchronous_commit")).isEqualTo("on");
            assertThat(Sql.show(server, "full_page_writes")).isEqualTo("on");
            assertThat(Sql.show(server, "data_checksums")).isEqualTo("on");
            assertThat(Sql.show(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Sql.show(server, "unix_socket_directories")).isEmpty();
            assertThat(Sql.show(server, "server_encoding")).isEqualTo("UTF8");
            assertThat(Sql.query(server, "select lower('ÅÉ') || upper('ß日本')")).startsWith("åé");
            assertThat(Sql.query(server, "select version()")).startsWith("PostgreSQL 17");
        }
    }

    @Test
    void dataStayWhenTheServerIsStoppedAndStarted() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            Sql.execute(server, "create table notebook as select 'remembered' as word");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(Sql.query(server, "select word from notebook")).isEqualTo("remembered");
        }
    }

    @Test
    void nobodyGetsInWithoutThePasswordAndOnlyTheOwnerCanReadIt() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "candor", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        Path password = workshop.home().resolve("password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatSettingsWereChangedByHandIsPutRightAtTheNextStart() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            Sql.execute(server, "alter system set fsync = off");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(Sql.show(server, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void noValueReachesTheLog() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThatThrownBy(() -> Sql.execute(server, "select 'visitor-secret'::integer"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> Sql.execute(server, "select 1/0 as \"visitor-secret\""))
                    .isInstanceOf(SQLException.class);
        }
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(workshop.home().resolve("log"))) {
            for (Path file : files.toList()) log.append(Files.readString(file));
        }
        assertThat(log).contains("ready to accept connections").doesNotContain("visitor-secret");
    }

    @Test
    void aSecondProgramOnTheSameFolderIsRefusedWithOneSentence() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            Process other = workshop.otherProgram();
            assertThat(Workshop.firstLine(other))
                    .startsWith("The data folder " + workshop.data() + " is in use by another Candor (process "
                            + ProcessHandle.current().pid() + "):");
            assertThat(Workshop.exitStatus(other)).isEqualTo(1);
            assertThat(Sql.show(server, "fsync")).as("the first one goes on").isEqualTo("on");
        }
    }

    @Test
    void theServerOfAKilledProgramIsStoppedAndItsDataAreThere() throws Exception {
        Process other = workshop.otherProgram();
        assertThat(Workshop.firstLine(other)).isEqualTo("running");
        Postmaster orphan = Postmaster.named(workshop.home().resolve("cluster")).orElseThrow();
        other.destroyForcibly().waitFor();
        assertThat(orphan.isServing()).as("the server outlives its program").isTrue();

        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(orphan.isServing()).isFalse();
            assertThat(Sql.query(server, "select word from kept limit 1")).isEqualTo("acknowledged");
        }
    }

    @Test
    void aStrangerWhoHasTheDeadServersNumberIsLeftAlone() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(server.port()).isPositive();
        }
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path cluster = workshop.home().resolve("cluster");
            Files.writeString(cluster.resolve("postmaster.pid"), stranger.pid() + "\n" + cluster + "\n0\n1\n");
            try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
                assertThat(Sql.show(server, "fsync")).isEqualTo("on");
                assertThat(stranger.isAlive()).isTrue();
            }
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void dataThatAnotherVersionWroteAreNotTouched() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            assertThat(server.port()).isPositive();
        }
        Path version = workshop.home().resolve("cluster").resolve("PG_VERSION");
        String ours = Files.readString(version);
        Files.writeString(version, "16\n");
        try {
            assertThatThrownBy(() -> EmbeddedPostgres.start(workshop.data()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("were written by PostgreSQL 16 and this Candor brings 17");
        } finally {
            Files.writeString(version, ours);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidInOneSentence() throws Exception {
        Path file = Files.writeString(workshop.folder().resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedPostgres.start(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("The data folder " + file + " cannot be made because a file is in its place: "
                        + "name another folder with CANDOR_DATA_DIR.");

        Path closed = Files.createDirectory(workshop.folder().resolve("closed"));
        Permissions.set(closed, "r-xr-xr-x");
        // Root may write everywhere but where the kernel itself keeps the files.
        Path unwritable = EmbeddedPostgres.isRoot() ? Path.of("/proc/candor") : closed.resolve("data");
        assertThatThrownBy(() -> EmbeddedPostgres.start(unwritable))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("The data folder " + unwritable + " cannot be written by user "
                        + System.getProperty("user.name")
                        + ": make it writable, or name another folder with CANDOR_DATA_DIR.");
    }

    @Test
    void aServerThatDiesUnderARunningProgramIsStartedAgainOnItsPort() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(workshop.data())) {
            Sql.execute(server, "create table if not exists outlives (x int); insert into outlives values (7)");
            long dead = Postmaster.named(workshop.home().resolve("cluster"))
                    .orElseThrow()
                    .pid();
            assertThat(ProcessHandle.of(dead).orElseThrow().destroyForcibly()).isTrue();
            String answer = "";
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!answer.equals("7") && System.nanoTime() < end) {
                try {
                    if (Postmaster.named(workshop.home().resolve("cluster"))
                            .map(postmaster -> postmaster.pid() != dead)
                            .orElse(false)) {
                        answer = Sql.query(server, "select max(x) from outlives");
                    }
                } catch (SQLException e) {
                    Thread.onSpinWait();
                }
            }
            assertThat(answer).isEqualTo("7");
            Sql.execute(server, "drop table outlives");
        }
    }
}
