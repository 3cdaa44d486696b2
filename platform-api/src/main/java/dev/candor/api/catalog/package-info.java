/** Sites, attributes, metrics and experiments as they are kept. Start at {@link dev.candor.api.catalog.ExperimentCatalog}. */
@NullMarked
package dev.candor.api.catalog;

import org.jspecify.annotations.NullMarked;
