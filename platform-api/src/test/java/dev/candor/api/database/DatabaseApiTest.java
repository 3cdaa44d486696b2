package dev.candor.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the application meets when it runs: the promises of storage are kept by the very server that tests use. */
@QuarkusTest
class DatabaseApiTest {

    @Inject
    DataSource dataSource;

    @Test
    void whatIsCommittedIsOnTheDisk() throws SQLException {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
    }

    private String show(String setting) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Sql.show(connection, setting);
        }
    }
}
