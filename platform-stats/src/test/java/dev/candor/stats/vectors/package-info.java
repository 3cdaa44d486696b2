/**
 * Holds the library to reference answers computed elsewhere. {@code VectorsTest} reads a folder of vectors; each
 * {@code …Vectors} class maps the methods of one area from the names in the files to the library's own.
 */
package dev.candor.stats.vectors;
