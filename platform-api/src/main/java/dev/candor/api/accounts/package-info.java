/** Signing in and out, and who has an account. Start at {@link dev.candor.api.accounts.SignIn}. */
@NullMarked
package dev.candor.api.accounts;

import org.jspecify.annotations.NullMarked;
