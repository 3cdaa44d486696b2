package dev.candor.api.consent;

import dev.candor.api.catalog.SitesServed;
import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The key by which each site signs receipts (Ed25519, RFC 8032): kept where the key of its pseudonyms is kept. */
@ApplicationScoped
public class ReceiptKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final int ID_BYTES = 8;

    private final Database database;
    private final Clock clock;
    private final Map<Integer, Key> keys = new ConcurrentHashMap<>();

    ReceiptKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Key(PrivateKey secret, PublicKey open) {}

    /** A site's key is there before its first answer. */
    void onSites(@Observes SitesServed served) {
        served.sites().forEach(site -> key(site.id()));
    }

    /** The public key as X.509 SubjectPublicKeyInfo, the form that OpenSSL and browsers read. */
    public byte[] publicKey(int siteId) {
        return key(siteId).open().getEncoded();
    }

    /** The name of a site's present key: the beginning of the SHA-256 of the public one. */
    public String id(int siteId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey(siteId));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] sign(int siteId, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key(siteId).secret());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isSignature(int siteId, byte[] message, byte[] claimed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key(siteId).open());
            signature.update(message);
            return signature.verify(claimed);
        } catch (java.security.SignatureException e) {
            return false; // not even of the right form
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(int siteId) {
        return keys.computeIfAbsent(siteId, this::load);
    }

    private Key load(int siteId) {
        return database.query(handle -> {
            Optional<Key> kept = kept(handle, siteId);
            if (kept.isPresent()) {
                return kept.get();
            }
            KeyPair made = make();
            handle.execute(
                    "insert into receipt_key (site_id, private_key, public_key, since) values (?, ?, ?, ?)"
                            + " on conflict do nothing",
                    siteId,
                    made.getPrivate().getEncoded(),
                    made.getPublic().getEncoded(),
                    Database.timestamp(clock.instant()));
            return kept(handle, siteId).orElseThrow();
        });
    }

    private static Optional<Key> kept(org.jdbi.v3.core.Handle handle, int siteId) {
        return handle.createQuery("select private_key, public_key from receipt_key where site_id = :site")
                .bind("site", siteId)
                .map((row, context) -> key(row.getBytes("private_key"), row.getBytes("public_key")))
                .findOne();
    }

    private static Key key(byte[] secret, byte[] open) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new Key(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
                    factory.generatePublic(new X509EncodedKeySpec(open)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a site's key is damaged", e);
        }
    }

    private static KeyPair make() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
