package dev.candor.stats.estimate;

/** In which direction the effect, treatment minus control, is looked for. */
public enum Alternative {
    /** Either direction. */
    TWO_SIDED,
    /** Treatment above control. */
    GREATER,
    /** Treatment below control. */
    LESS
}
