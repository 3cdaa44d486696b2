package dev.candor.api.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of a request that is answered on the event loop: whole, and never longer than it may be. */
public final class RequestBody {

    /** What comes after a refusal is thrown away so far, for the answer to arrive; then the connection is closed. */
    private static final long PATIENCE = 8L * 1024 * 1024;

    private final HttpServerRequest request;
    private final int most;
    private final Runnable tooLong;
    private @Nullable Buffer first;
    private @Nullable Buffer all;
    private long length;
    private boolean refused;

    private RequestBody(HttpServerRequest request, int most, Runnable tooLong) {
        this.request = request;
        this.most = most;
        this.tooLong = tooLong;
    }

    /**
     * Reads the body on the connection's thread.
     *
     * @param most    bytes as sent
     * @param whole   gets the body when it is complete
     * @param tooLong is told as soon as it is known that there are more; what still comes is thrown away
     */
    public static void read(HttpServerRequest request, int most, Consumer<byte[]> whole, Runnable tooLong) {
        RequestBody body = new RequestBody(request, most, tooLong);
        request.handler(body::add);
        request.endHandler(done -> body.end(whole));
        request.exceptionHandler(gone -> {}); // nobody is left to answer
        if (HttpLayerProblems.declaredLength(request) > most) {
            body.refuse();
        }
        request.resume();
    }

    /**
     * Hands the body over when it is complete. One of more than {@code most} bytes is answered with TOO_LARGE; what
     * {@code then} throws, with its problem.
     */
    public static void receive(RoutingContext context, int most, Consumer<byte[]> then) {
        read(
                context.request(),
                most,
                body -> {
                    try {
                        then.accept(body);
                    } catch (RuntimeException e) {
                        Problems.send(context, Problems.of(e));
                    }
                },
                () -> Problems.send(
                        context,
                        Problem.of(ProblemType.TOO_LARGE, "a request here has at most " + most / 1024 + " KiB")));
    }

    private void add(Buffer part) {
        length += part.length();
        if (refused) {
            if (length > PATIENCE) {
                request.connection().close();
            }
        } else if (length > most) {
            refuse();
        } else if (all != null) {
            all.appendBuffer(part);
        } else if (first != null) {
            all = Buffer.buffer((int) length * 2).appendBuffer(first).appendBuffer(part);
        } else {
            first = part;
        }
    }

    private void refuse() {
        refused = true;
        first = null;
        all = null;
        tooLong.run();
    }

    private void end(Consumer<byte[]> whole) {
        if (!refused) {
            Buffer body = all == null ? first : all;
            whole.accept(body == null ? new byte[0] : body.getBytes());
        }
    }
}
