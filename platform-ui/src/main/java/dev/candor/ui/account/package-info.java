/** Signing in and out. Start at {@link dev.candor.ui.account.SignInPages}. */
@NullMarked
package dev.candor.ui.account;

import org.jspecify.annotations.NullMarked;
