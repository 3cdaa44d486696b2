/**
 * Error rates, coverage and power measured by simulation with fixed seeds: what the reference answers cannot show. Draws are of
 * counts, not of visitors, where a count is all that matters.
 */
package dev.candor.stats.simulation;
