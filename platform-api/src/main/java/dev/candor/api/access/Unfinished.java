package dev.candor.api.access;

/** Whoever has taken requests that are still to be answered from elsewhere: the program's end waits for them. */
public interface Unfinished {

    /** Whether somebody still waits for an answer. */
    boolean isUnfinished();
}
