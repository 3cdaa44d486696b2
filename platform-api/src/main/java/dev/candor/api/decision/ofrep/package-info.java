/** OpenFeature's Remote Evaluation Protocol: an experiment is a flag, its payload the value. Start at {@link dev.candor.api.decision.ofrep.OfrepRoutes}. */
@NullMarked
package dev.candor.api.decision.ofrep;

import org.jspecify.annotations.NullMarked;
