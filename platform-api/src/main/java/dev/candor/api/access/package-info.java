/** Accounts, tokens, sessions: who is calling, and what they may do. Start at {@link dev.candor.api.access.Caller}. */
@NullMarked
package dev.candor.api.access;

import org.jspecify.annotations.NullMarked;
