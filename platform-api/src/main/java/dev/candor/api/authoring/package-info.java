/** Flow steer: services and resources that change sites, metrics and experiments. Start at {@link dev.candor.api.authoring.Experiments}. */
@NullMarked
package dev.candor.api.authoring;

import org.jspecify.annotations.NullMarked;
