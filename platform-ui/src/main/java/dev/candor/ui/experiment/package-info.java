/** The list of experiments, and one experiment with its setup and its steps. Start at {@link dev.candor.ui.experiment.ExperimentPages}. */
@NullMarked
package dev.candor.ui.experiment;

import org.jspecify.annotations.NullMarked;
