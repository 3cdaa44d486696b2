/**
 * Where the data are kept: in the operator's PostgreSQL or, where none is named, in an embedded one. Imports nothing
 * of Candor. Start with {@link dev.candor.api.database.EmbeddedPostgres}; whoever only wants to know which of the two
 * is in use asks {@link dev.candor.api.database.DatabaseLocation}.
 */
@NullMarked
package dev.candor.api.database;

import org.jspecify.annotations.NullMarked;
