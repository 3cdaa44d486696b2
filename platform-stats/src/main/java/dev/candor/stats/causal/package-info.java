/**
 * What consent does to a comparison. The offer is assigned at random, consent is not: {@code IntentionToTreat} speaks of the
 * offer and everyone, {@code ComplierEffect} of those who would accept it, {@code Bounds} of those who were never measured. No
 * comparison of consenters with refusers exists here, for with a true effect of zero it shows a large one. Imports
 * {@code sample} and {@code estimate}. Start at {@link dev.candor.stats.causal.IntentionToTreat}.
 */
@NullMarked
package dev.candor.stats.causal;

import org.jspecify.annotations.NullMarked;
