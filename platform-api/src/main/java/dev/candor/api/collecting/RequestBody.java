package dev.candor.api.collecting;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of a request for events, which is never held beyond its limits: as sent, and unpacked. */
final class RequestBody {

    static final int MOST_AS_SENT = 256 * 1024;
    static final int MOST_UNPACKED = 1024 * 1024;

    private static final int MOST_THROWN_AWAY = 8 * 1024 * 1024;
    private static final int CHUNK = 8192;

    private RequestBody() {}

    /**
     * Reads the body on the connection's thread.
     *
     * @param whole   gets the body as sent
     * @param refused gets TOO_LARGE, as soon as that is known; what still comes is thrown away
     */
    static void read(HttpServerRequest request, Consumer<Buffer> whole, Consumer<ProblemException> refused) {
        Reading reading = new Reading(request, refused);
        request.handler(reading::add);
        request.endHandler(end -> {
            if (!reading.isOver) {
                whole.accept(reading.body);
            }
        });
        if (declared(request) > MOST_AS_SENT) {
            reading.refuse();
        }
        request.resume();
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** What came so far. */
    private static final class Reading {

        private final HttpServerRequest request;
        private final Consumer<ProblemException> refused;
        private final Buffer body = Buffer.buffer();
        private boolean isOver;
        private long thrownAway;

        private Reading(HttpServerRequest request, Consumer<ProblemException> refused) {
            this.request = request;
            this.refused = refused;
        }

        private void add(Buffer chunk) {
            if (isOver) {
                thrownAway += chunk.length();
                // So long a sender may read why; then it is hung up on.
                if (thrownAway > MOST_THROWN_AWAY) {
                    request.connection().close();
                }
            } else if (body.length() + chunk.length() > MOST_AS_SENT) {
                refuse();
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void refuse() {
            isOver = true;
            refused.accept(tooLarge("as sent, a request has at most 256 KiB: send fewer events"));
        }
    }

    /**
     * What was packed.
     *
     * @param encoding the header Content-Encoding, if there is one: {@code gzip} or {@code identity}
     * @throws ProblemException TOO_LARGE as soon as more than 1 MiB comes out, UNSUPPORTED_MEDIA_TYPE for another encoding,
     *     INVALID_REQUEST when it does not unpack
     */
    static byte[] unpacked(byte[] sent, @Nullable String encoding) {
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
