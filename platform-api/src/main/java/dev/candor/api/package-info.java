/** The program's entry; what it does lives in the packages below, one room a flow. */
@NullMarked
package dev.candor.api;

import org.jspecify.annotations.NullMarked;
