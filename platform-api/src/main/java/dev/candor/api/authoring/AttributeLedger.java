package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.eventstore.AttributeUse;
import dev.candor.api.eventstore.AttributeUse.Account;
import dev.candor.api.problem.Json;
import dev.candor.domain.ManyVisitors;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What visitors were asked and what they got for it, as JSON: in steps, so that no answer tells what one visitor did. */
final class AttributeLedger {

    private AttributeLedger() {}

    static List<ObjectNode> write(Collection<String> attributes, Map<String, Account> accounts, LocalDate today) {
        return attributes.stream()
                .map(key -> write(key, AttributeUse.account(accounts, key), today))
                .toList();
    }

    private static ObjectNode write(String key, Account account, LocalDate today) {
        return Json.object()
                .put("attribute", key)
                .put("asked", ManyVisitors.inSteps(account.asked()))
                .put("answered", ManyVisitors.inSteps(account.answered()))
                .put("declined", ManyVisitors.inSteps(account.declined()))
                .put("delivered", ManyVisitors.inSteps(account.delivered()))
                .put("fewerAreNull", ManyVisitors.LEAST)
                .put("firstAnswered", text(account.firstAnswered()))
                .put("lastDelivered", text(account.lastDelivered()))
                .put("takenForNothing", account.isTakenForNothing(today));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
