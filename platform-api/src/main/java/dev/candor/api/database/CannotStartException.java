package dev.candor.api.database;

/** Why the program cannot start. The message is one sentence for the person at the keyboard: what is wrong, and what to do. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String sentence) {
        super(sentence);
    }

    public CannotStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
