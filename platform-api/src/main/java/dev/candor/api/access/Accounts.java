package dev.candor.api.access;

import dev.candor.api.database.Database;
import dev.candor.domain.Coded;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Accounts and access tokens as they are kept. */
@ApplicationScoped
public class Accounts {

    /** The name of the token that the operator gives at the start. */
    static final String BOOTSTRAP = "bootstrap";

    private final Database database;
    private final Clock clock;

    Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<Account> find(String name) {
        return database.query(handle -> handle.createQuery(
                        "select id, name, password_hash, role from account where name = :name")
                .bind("name", name)
                .map((row, context) -> new Account(
                        row.getInt("id"),
                        row.getString("name"),
                        row.getString("password_hash"),
                        role(row.getString("role"))))
                .findOne());
    }

    public boolean isEmpty() {
        return database.query(handle -> handle.createQuery("select not exists (select 1 from account)")
                .mapTo(Boolean.class)
                .one());
    }

    /** Keeps a new account, unless the name is taken. */
    public boolean insert(String name, String passwordHash, Role role) {
        return database.query(handle -> handle.execute(
                        "insert into account (name, password_hash, role, created_at) values (?, ?, ?, ?)"
                                + " on conflict (name) do nothing",
                        name,
                        passwordHash,
                        role.code(),
                        Database.timestamp(clock.instant()))
                == 1);
    }

    /** Names and roles, in order. */
    public List<Actor> all() {
        return database.query(handle -> handle.createQuery("select name, role from account order by name")
                .map((row, context) -> new Actor(row.getString("name"), role(row.getString("role"))))
                .list());
    }

    /** Who holds this token, if it is one. */
    public Optional<Actor> holder(String token) {
        return database.query(handle -> handle.createQuery(
                        "select name, role from access_token where token_hash = :hash")
                .bind("hash", Secrets.hash(token))
                .map((row, context) -> new Actor("token:" + row.getString("name"), role(row.getString("role"))))
                .findOne());
    }

    /** Keeps a new token, unless the name is taken: by it the audit calls its holder. */
    public boolean insertToken(String name, String token, Role role) {
        return !name.equals(BOOTSTRAP)
                && database.query(handle -> handle.execute(
                                "insert into access_token (name, token_hash, role, created_at) values (?, ?, ?, ?)"
                                        + " on conflict (name) do nothing",
                                name,
                                Secrets.hash(token),
                                role.code(),
                                Database.timestamp(clock.instant())))
                        == 1;
    }

    /** Names and roles of the tokens, in order; the tokens themselves are not kept. */
    public List<Actor> tokens() {
        return database.query(handle -> handle.createQuery("select name, role from access_token order by id")
                .map((row, context) -> new Actor(row.getString("name"), role(row.getString("role"))))
                .list());
    }

    static Role role(String code) {
        return Coded.of(Role.class, code).orElseThrow();
    }
}
