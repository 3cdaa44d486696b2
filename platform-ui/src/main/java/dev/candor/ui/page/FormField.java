package dev.candor.ui.page;

import java.util.List;

/**
 * One labelled input, with what was entered and what was wrong with it.
 *
 * @param kind    {@code text}, {@code lines}, {@code number}, {@code url} or {@code select}
 * @param help    a sentence under the input; empty for none
 * @param value   what was entered
 * @param fault   empty for none
 * @param options of a select
 */
public record FormField(
        String name, String kind, String label, String help, String value, String fault, List<Option> options) {
    public FormField {
        options = List.copyOf(options);
    }

    /** One choice of a select. */
    public record Option(String value, String label, boolean chosen) {}

    public static FormField text(String name, String label, String help, String value) {
        return new FormField(name, "text", label, help, value, "", List.of());
    }

    /** Several lines. */
    public static FormField lines(String name, String label, String help, String value) {
        return new FormField(name, "lines", label, help, value, "", List.of());
    }

    public static FormField number(String name, String label, String help, String value) {
        return new FormField(name, "number", label, help, value, "", List.of());
    }

    public static FormField url(String name, String label, String help, String value) {
        return new FormField(name, "url", label, help, value, "", List.of());
    }

    /** A choice of one; the labels stand at their values' places. */
    public static FormField select(
            String name, String label, String help, List<String> values, List<String> labels, String chosen) {
        List<Option> options = java.util.stream.IntStream.range(0, values.size())
                .mapToObj(i ->
                        new Option(values.get(i), labels.get(i), values.get(i).equals(chosen)))
                .toList();
        return new FormField(name, "select", label, help, chosen, "", options);
    }

    /** The same with what was wrong. */
    public FormField withFault(String message) {
        return new FormField(name, kind, label, help, value, message, options);
    }

    /** For {@code id} and {@code for}: the name without what an id may not hold. */
    public String id() {
        return "f-" + name.replace('.', '-').replace('/', '-');
    }

    public boolean isSelect() {
        return kind.equals("select");
    }

    /** The ids of what describes the input; empty for nothing. */
    public String describedBy() {
        String byHelp = help.isEmpty() ? "" : id() + "-help";
        return fault.isEmpty() ? byHelp : (byHelp + " " + id() + "-fault").strip();
    }
}
