package dev.candor.domain.experiment;

import dev.candor.domain.Coded;
import dev.candor.domain.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Everything that was looked at before a start, and every reason against it at once. */
public record LaunchChecklist(List<Item> items) {
    public LaunchChecklist {
        items = List.copyOf(items);
    }

    /** What a check found. */
    public enum Outcome implements Coded {
        PASS("pass"),
        /** Worth a thought; does not stop the start. */
        WARN("warn"),
        FAIL("fail");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * One finding.
     *
     * @param field JSON pointer into the experiment; empty where nothing is to be changed
     */
    public record Item(LaunchCheck check, Outcome outcome, String field, String message) {

        static Item fail(LaunchCheck check, String field, String message) {
            return new Item(check, Outcome.FAIL, field, message);
        }

        static Item warn(LaunchCheck check, String field, String message) {
            return new Item(check, Outcome.WARN, field, message);
        }
    }

    /** Findings as they are made; a check without any has passed. */
    public static final class Findings {

        private final List<Item> found = new ArrayList<>();

        public void fail(LaunchCheck check, String field, String message) {
            found.add(Item.fail(check, field, message));
        }

        public void warn(LaunchCheck check, String field, String message) {
            found.add(Item.warn(check, field, message));
        }

        /** All checks in their order, each with its findings or as passed. */
        public LaunchChecklist checklist() {
            return new LaunchChecklist(
                    Arrays.stream(LaunchCheck.values()).flatMap(this::ofCheck).toList());
        }

        private Stream<Item> ofCheck(LaunchCheck check) {
            List<Item> ofCheck =
                    found.stream().filter(item -> item.check() == check).toList();
            return ofCheck.isEmpty() ? Stream.of(new Item(check, Outcome.PASS, "", check.passing())) : ofCheck.stream();
        }
    }

    public boolean mayStart() {
        return reasons().isEmpty();
    }

    /** Every reason why the experiment may not start. */
    public List<Fault> reasons() {
        return items.stream()
                .filter(item -> item.outcome() == Outcome.FAIL)
                .map(item -> new Fault(item.field(), item.message()))
                .toList();
    }
}
