package dev.candor.api.database;

import java.nio.file.Path;
import java.sql.SQLException;

/** A second program, as far as the database is concerned. */
final class OtherProgram {

    private OtherProgram() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
            try {
                Sql.execute(server, "create table if not exists kept (word text)");
                Sql.execute(server, "insert into kept values ('acknowledged')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            System.out.println("running");
            Thread.sleep(Long.MAX_VALUE);
        } catch (CannotStartException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
