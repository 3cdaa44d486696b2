/**
 * Before the start: how many visitors ({@link dev.candor.stats.power.SampleSize}), what power, the smallest lift that would
 * be noticed ({@link dev.candor.stats.power.DetectableLift}) and how many days ({@link dev.candor.stats.power.RunningTime}).
 * Imports the root package, {@code sample}, {@code estimate}, {@code numeric} and {@code sequential}. Start at
 * {@link dev.candor.stats.power.ProportionPower}.
 */
@NullMarked
package dev.candor.stats.power;

import org.jspecify.annotations.NullMarked;
