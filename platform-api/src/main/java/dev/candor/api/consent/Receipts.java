package dev.candor.api.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Site;
import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Signed proofs of what visitors answered, one for each change of one purpose; none is ever changed. What is signed is the
 * receipt without its {@code signature}, in one spelling: keys sorted, no white space, UTF-8 (RFC 8785, for it holds texts,
 * lists and nulls only).
 */
@ApplicationScoped
public class Receipts {

    /** How receipts are laid out; another layout has another name. */
    public static final String SCHEMA = "candor.receipt/1";

    private static final String SIGNATURE = "signature";
    private static final String KEPT = "select document from receipt where ";

    private final Database database;
    private final ReceiptKeys keys;
    private final ShownTexts texts;
    private final Clock clock;

    Receipts(Database database, ReceiptKeys keys, ShownTexts texts, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.texts = texts;
        this.clock = clock;
    }

    /** A receipt as it is kept, and the id of the site that gave it. */
    public record Kept(int site, ObjectNode document) {}

    /** The signed receipt of an answer. */
    public ObjectNode of(Site site, Answer answer) {
        ObjectNode receipt = begin(site, answer.id(), answer.at())
                .put("purpose", answer.purpose().code())
                .put("answer", answer.state().code())
                .put("method", answer.method());
        receipt.set("signals", Json.tree(answer.signals()));
        receipt.set("text", text(site, answer.textVersion()));
        return signed(site, receipt);
    }

    /** The signed receipt of an erasure: that it was done, and not of whom. */
    public ObjectNode ofErasure(Site site, UUID id) {
        return signed(site, begin(site, id, clock.instant()).put("action", "erased"));
    }

    private ObjectNode begin(Site site, UUID id, Instant at) {
        ObjectNode receipt = Json.object()
                .put("schema", SCHEMA)
                .put("id", id.toString())
                .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("site", site.siteKey())
                .put("jurisdiction", site.signalPolicy().fallback().code())
                .put(
                        "expiresAt",
                        expiry(site, at).truncatedTo(ChronoUnit.MILLIS).toString())
                .put("keyId", keys.id(site.id()));
        receipt.putObject("controller")
                .put("name", PanelDocument.controller(site))
                .put("contact", site.visitors().controller().contact());
        receipt.putObject("withdrawal").put("at", site.origins().get(0)).put("by", "candor.panel()");
        return receipt;
    }

    private static Instant expiry(Site site, Instant at) {
        return at.plus(Duration.ofDays(site.visitors().receiptRetentionDays()));
    }

    private @Nullable ObjectNode text(Site site, @Nullable String version) {
        return version == null
                ? null
                : Json.object()
                        .put("version", version)
                        .put(
                                "sha256",
                                texts.find(site.id(), version)
                                        .map(PanelDocument.Shown::sha256)
                                        .orElse(null));
    }

    private ObjectNode signed(Site site, ObjectNode receipt) {
        return receipt.put(
                SIGNATURE,
                Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(site.id(), bytes(receipt))));
    }

    /** Whether the receipt is the site's own, to the last letter. */
    public boolean isGenuine(int siteId, JsonNode receipt) {
        if (!(receipt instanceof ObjectNode given) || !given.path(SIGNATURE).isTextual()) {
            return false;
        }
        try {
            byte[] signature =
                    Base64.getUrlDecoder().decode(given.path(SIGNATURE).textValue());
            return keys.isSignature(siteId, bytes(given.deepCopy().without(SIGNATURE)), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(ObjectNode unsigned) {
        return Json.canonical(unsigned).getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps receipts, within the caller's transaction; the same one a second time changes nothing. */
    void keep(Handle handle, List<SignedAnswer> signed) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into receipt (site_id, id, unit, purpose, answer, at, expires_at, text_version, document)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing");
        for (SignedAnswer each : signed) {
            Answer answer = each.answer();
            batch.add(
                    each.site().id(),
                    answer.id(),
                    answer.unit().length == 0 ? null : answer.unit(),
                    answer.purpose().code(),
                    answer.state().code(),
                    Database.timestamp(answer.at()),
                    Database.timestamp(expiry(each.site(), answer.at())),
                    answer.textVersion(),
                    each.receipt());
        }
        batch.execute();
    }

    /** Takes the unit from its receipts, which stay as proofs about nobody; returns how many they were. */
    public int unlink(Site site, byte[] unit) {
        return database.query(handle ->
                handle.execute("update receipt set unit = null where site_id = ? and unit = ?", site.id(), unit));
    }

    /** Keeps the receipt of an erasure. */
    public void keepErasure(Site site, UUID id) {
        Instant now = clock.instant();
        database.query(handle -> handle.execute(
                "insert into receipt (site_id, id, unit, purpose, answer, at, expires_at, document)"
                        + " values (?, ?, null, 'erasure', 'erased', ?, ?, ?)",
                site.id(),
                id,
                Database.timestamp(now),
                Database.timestamp(expiry(site, now)),
                Json.text(ofErasure(site, id))));
    }

    /** Receipts of this id: of one site, unless another site was sent the same id. */
    public List<Kept> find(UUID id) {
        return database.query(handle -> handle.createQuery(
                        "select site_id, document from receipt where id = :id and expires_at > :now order by site_id")
                .bind("id", id)
                .bind("now", Database.timestamp(clock.instant()))
                .map((row, context) ->
                        new Kept(row.getInt("site_id"), (ObjectNode) Json.kept(row.getString("document"))))
                .list());
    }

    /** The visitor's receipts, newest first; {@code units} is the visitor in each epoch. */
    public List<JsonNode> of(int siteId, byte[][] units, int most) {
        return database.query(handle -> handle.createQuery(
                        KEPT
                                + "site_id = :site and unit = any(:units) and expires_at > :now order by at desc, id limit :most")
                .bind("site", siteId)
                .bind("units", Database.byteas(units))
                .bind("now", Database.timestamp(clock.instant()))
                .bind("most", most)
                .mapTo(String.class)
                .map(Json::kept)
                .list());
    }

    /** Deletes those whose time is over. */
    public int forget() {
        return database.query(handle ->
                handle.execute("delete from receipt where expires_at <= ?", Database.timestamp(clock.instant())));
    }
}
