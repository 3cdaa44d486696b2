package dev.candor.api.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/** The server's data as files: made once, and given its settings anew at each start. */
record Cluster(DataFolder folder, ServerBinaries binaries, ServerAccount account) {

    static final String USER = "candor";

    /**
     * Nothing here may be weaker than what is promised: an acknowledged event survives a power cut (fsync,
     * synchronous_commit), nobody reaches the server from outside, and no value of a visitor's gets into the log. That
     * is why errors, which quote values, are not logged here: Candor receives each of them and decides.
     */
    private static final String SETTINGS = """
            # Written by Candor at each start: changes made here are lost.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 100

            fsync = on
            synchronous_commit = on
            full_page_writes = on
            wal_compression = on
            max_wal_size = '1GB'
            min_wal_size = '80MB'
            checkpoint_timeout = '10min'
            shared_buffers = '128MB'
            # The marks of units to fold die as fast as they are made.
            autovacuum_naptime = '10s'

            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = on
            log_directory = '../log'
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_min_messages = 'log'
            log_min_error_statement = 'panic'
            log_statement = 'none'
            log_min_duration_statement = -1
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            log_error_verbosity = 'terse'
            """;

    private static final String WHO_MAY_CONNECT = """
            # Written by Candor at each start: changes made here are lost.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    Path path() {
        return folder.cluster();
    }

    /** Makes the data if there are none, and checks that this server can read those that are there. */
    void prepare() throws IOException {
        if (!Files.exists(path())) {
            make();
        }
        String found = Files.readString(path().resolve("PG_VERSION")).strip();
        String ours = Command.run(account.command(binaries.program("postgres"), "--version"), Duration.ofSeconds(20))
                .lastWords()
                .replaceFirst("^\\D*(\\d+).*$", "$1");
        if (!found.equals(ours)) {
            throw new CannotStartException("The data in " + path() + " were written by PostgreSQL " + found
                    + " and this Candor brings " + ours + ": see \"Upgrading\" in deploy/README.md.");
        }
        if (!Files.exists(folder.password())) {
            throw new CannotStartException("The database's password is missing from " + folder.password()
                    + ": bring the file back from your backup.");
        }
    }

    /** A start broken off half-way leaves nothing that could be taken for data. */
    private void make() throws IOException {
        Path unfinished = folder.home().resolve("cluster-unfinished");
        ServerBinaries.deleteTree(unfinished);
        Files.createDirectory(unfinished);
        Permissions.set(unfinished, "rwx------");
        writePassword();
        account.own(unfinished);
        account.own(folder.password());
        Command.Outcome made = Command.run(
                account.command(
                        binaries.program("initdb"),
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + folder.password(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"),
                Duration.ofMinutes(5));
        if (!made.succeeded()) {
            throw new CannotStartException(
                    "The embedded PostgreSQL could not make its data in " + path() + " (" + made.lastWords() + ").");
        }
        Files.move(unfinished, path());
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(folder.password());
        Files.createFile(folder.password());
        Permissions.set(folder.password(), "rw-------");
        Files.writeString(
                folder.password(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret), UTF_8);
    }

    String password() throws IOException {
        return Files.readString(folder.password(), UTF_8).strip();
    }

    void configure(int port) throws IOException {
        write(path().resolve("postgresql.conf"), SETTINGS + "port = " + port + "\n");
        write(path().resolve("pg_hba.conf"), WHO_MAY_CONNECT);
        // ALTER SYSTEM could otherwise switch off what the settings promise.
        write(path().resolve("postgresql.auto.conf"), "");
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, UTF_8);
        account.own(file);
    }
}
