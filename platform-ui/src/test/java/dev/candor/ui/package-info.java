/** The whole program, as its users meet it. */
package dev.candor.ui;
