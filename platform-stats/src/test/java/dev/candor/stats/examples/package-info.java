/**
 * The examples of docs/statistics.md, as tests. Every block of Java in the document stands here, word for word, or
 * {@code DocumentationTest} fails; the values beside them come from a second program.
 */
package dev.candor.stats.examples;
