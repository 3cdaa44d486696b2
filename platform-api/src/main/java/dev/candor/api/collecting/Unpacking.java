package dev.candor.api.collecting;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a request for events may hold, as sent and unpacked. */
final class Unpacking {

    static final int MOST_AS_SENT = 256 * 1024;
    static final int MOST_UNPACKED = 1024 * 1024;

    private static final int CHUNK = 8192;

    private Unpacking() {}

    /**
     * What was packed.
     *
     * @param encoding the header Content-Encoding, if there is one: {@code gzip} or {@code identity}
     * @throws ProblemException TOO_LARGE as soon as more than 1 MiB comes out, UNSUPPORTED_MEDIA_TYPE for another encoding,
     *     INVALID_REQUEST when it does not unpack
     */
    static byte[] unpack(byte[] sent, @Nullable String encoding) {
        String how = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (how) {
            case "identity", "" -> sent;
            case "gzip", "x-gzip" -> gunzip(sent);
            default ->
                throw new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding may be gzip; leave it out for plain text");
        };
    }

    private static byte[] gunzip(byte[] packed) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.min(MOST_UNPACKED, packed.length * 4));
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
            int read = in.read(chunk);
            while (read >= 0) {
                if (plain.size() + read > MOST_UNPACKED) {
                    throw tooLarge("unpacked, a request has at most 1 MiB: send fewer events");
                }
                plain.write(chunk, 0, read);
                read = in.read(chunk);
            }
            return plain.toByteArray();
        } catch (IOException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body is not what gzip makes");
        }
    }

    private static ProblemException tooLarge(String detail) {
        return new ProblemException(ProblemType.TOO_LARGE, detail);
    }
}
