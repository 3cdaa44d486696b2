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

    private final RoutingContext context;
    private final int most;
    private final Consumer<byte[]> then;
    private @Nullable Buffer first;
    private @Nullable Buffer all;
    private long length;

    private RequestBody(RoutingContext context, int most, Consumer<byte[]> then) {
        this.context = context;
        this.most = most;
        this.then = then;
    }

    /**
     * Hands the body over when it is complete. One of more than {@code most} bytes is answered with TOO_LARGE; what
     * {@code then} throws, with its problem.
     */
    public static void receive(RoutingContext context, int most, Consumer<byte[]> then) {
        RequestBody body = new RequestBody(context, most, then);
        HttpServerRequest request = context.request();
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "send the body as it is, not packed");
        }
        request.handler(body::add);
        request.endHandler(done -> body.end());
        request.exceptionHandler(gone -> {}); // nobody is left to answer
        request.resume();
    }

    private void add(Buffer part) {
        boolean fitted = length <= most;
        length += part.length();
        if (length > most) {
            if (fitted) {
                first = null;
                all = null;
                Problems.send(
                        context,
                        Problem.of(ProblemType.TOO_LARGE, "a request here has at most " + most / 1024 + " KiB"));
            } else if (length > PATIENCE) {
                context.request().connection().close();
            }
        } else if (all != null) {
            all.appendBuffer(part);
        } else if (first != null) {
            all = Buffer.buffer((int) length * 2).appendBuffer(first).appendBuffer(part);
        } else {
            first = part;
        }
    }

    private void end() {
        if (length > most) {
            return;
        }
        Buffer body = all == null ? first : all;
        try {
            then.accept(body == null ? new byte[0] : body.getBytes());
        } catch (RuntimeException e) {
            Problems.send(context, Problems.of(e));
        }
    }
}
