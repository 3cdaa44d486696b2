/** What is tested, on whom and by which plan. Start at {@link dev.candor.domain.experiment.Experiment}. */
@NullMarked
package dev.candor.domain.experiment;

import org.jspecify.annotations.NullMarked;
