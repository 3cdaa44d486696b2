package dev.candor.domain.experiment;

import dev.candor.domain.Coded;
import dev.candor.domain.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that was looked at before a start, and every reason against it at once. */
public record LaunchChecklist(List<Item> items) {

    private static final Pattern OVERRIDABLE = Pattern.compile("provenance_forbidden|creepy\\..+|needs_approval\\..+");

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
     * @param code  of the rule, for example {@code provenance_forbidden}; the check's own where it has one rule
     * @param field JSON pointer into the experiment; empty where nothing is to be changed
     */
    public record Item(LaunchCheck check, String code, Outcome outcome, String field, String message) {

        /** Whether an administrator may let this pass with a reason. What is sensitive never passes. */
        public boolean mayBeOverridden() {
            return outcome == Outcome.FAIL && OVERRIDABLE.matcher(code).matches();
        }

        private boolean isMeantBy(FindingOverride override) {
            return code.equals(override.code()) && field.equals(override.field());
        }

        private Item passedBy(FindingOverride override) {
            return new Item(
                    check,
                    code,
                    Outcome.WARN,
                    field,
                    message + " (" + override.actor() + " lets it pass: " + override.reason() + ")");
        }
    }

    /** Findings as they are made; a check without any has passed. */
    public static final class Findings {

        private final List<Item> found = new ArrayList<>();

        public void fail(LaunchCheck check, String field, String message) {
            fail(check, check.code(), field, message);
        }

        public void fail(LaunchCheck check, String code, String field, String message) {
            found.add(new Item(check, code, Outcome.FAIL, field, message));
        }

        public void warn(LaunchCheck check, String field, String message) {
            warn(check, check.code(), field, message);
        }

        public void warn(LaunchCheck check, String code, String field, String message) {
            found.add(new Item(check, code, Outcome.WARN, field, message));
        }

        /** All checks in their order, each with its findings or as passed. */
        public LaunchChecklist checklist() {
            return new LaunchChecklist(
                    Arrays.stream(LaunchCheck.values()).flatMap(this::ofCheck).toList());
        }

        private Stream<Item> ofCheck(LaunchCheck check) {
            List<Item> ofCheck =
                    found.stream().filter(item -> item.check() == check).toList();
            return ofCheck.isEmpty()
                    ? Stream.of(new Item(check, check.code(), Outcome.PASS, "", check.passing()))
                    : ofCheck.stream();
        }
    }

    /** The same where administrators let findings pass: such a finding warns and no longer stops the start. */
    public LaunchChecklist with(List<FindingOverride> overrides) {
        return new LaunchChecklist(items.stream()
                .map(item -> overrides.stream()
                        .filter(override -> item.mayBeOverridden() && item.isMeantBy(override))
                        .findFirst()
                        .map(item::passedBy)
                        .orElse(item))
                .toList());
    }

    /** What was found against it or to think about. */
    public List<Item> found() {
        return items.stream().filter(item -> item.outcome() != Outcome.PASS).toList();
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
