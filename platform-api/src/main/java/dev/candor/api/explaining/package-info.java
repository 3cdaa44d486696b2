/**
 * Why a unit gets what it gets, and what a whole crowd would get, before the launch as after it. It asks the engine that
 * decides, and keeps nothing. May import the stores and the nouns, and of the statistics the check of shares. Start at
 * {@link dev.candor.api.explaining.Explanations}.
 */
@NullMarked
package dev.candor.api.explaining;

import org.jspecify.annotations.NullMarked;
