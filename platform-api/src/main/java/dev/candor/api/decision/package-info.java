/** Decide: the snippet, the ruleset and the decisions themselves. Start with SnippetResource for what a website loads. */
@NullMarked
package dev.candor.api.decision;

import org.jspecify.annotations.NullMarked;
