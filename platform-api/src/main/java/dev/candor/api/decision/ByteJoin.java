package dev.candor.api.decision;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An answer made of pieces that were written before: collected first, then copied once. */
public final class ByteJoin {

    private static final byte[] NULL = utf8("null");

    private byte[][] pieces = new byte[128][];
    private int count;
    private int length;

    public ByteJoin add(byte[] piece) {
        if (count == pieces.length) {
            pieces = Arrays.copyOf(pieces, count * 2);
        }
        pieces[count++] = piece;
        length += piece.length;
        return this;
    }

    /** A JSON text, or null. */
    public ByteJoin addText(@Nullable String text) {
        return add(text == null ? NULL : quoted(text));
    }

    /** All pieces in their order. */
    public byte[] bytes() {
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < count; i++) {
            byte[] piece = pieces[i];
            System.arraycopy(piece, 0, bytes, at, piece.length);
            at += piece.length;
        }
        return bytes;
    }

    /** The same to send. */
    public Buffer buffer() {
        Buffer buffer = Buffer.buffer(length);
        for (int i = 0; i < count; i++) {
            buffer.appendBytes(pieces[i]);
        }
        return buffer;
    }

    /** {@code text} as a JSON text with its quotes. */
    public static byte[] quoted(String text) {
        byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] bytes = new byte[inner.length + 2];
        bytes[0] = '"';
        System.arraycopy(inner, 0, bytes, 1, inner.length);
        bytes[bytes.length - 1] = '"';
        return bytes;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
