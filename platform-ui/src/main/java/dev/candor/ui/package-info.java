/** What people see: pages call the uses of dev.candor.api and put the answers into words. */
@NullMarked
package dev.candor.ui;

import org.jspecify.annotations.NullMarked;
