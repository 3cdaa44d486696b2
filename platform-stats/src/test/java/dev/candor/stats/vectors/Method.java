package dev.candor.stats.vectors;

/** One method of the vector files: reads its arguments by name, calls the library, names what it got. */
@FunctionalInterface
interface Method {
    Answer evaluate(Arguments in);
}
