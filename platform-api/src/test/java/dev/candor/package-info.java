/** What holds over the whole of a module. */
package dev.candor;
