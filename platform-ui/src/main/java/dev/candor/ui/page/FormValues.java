package dev.candor.ui.page;

import dev.candor.domain.Fault;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody entered into a form, and what was wrong with it, by the names of the inputs. */
public record FormValues(Map<String, String> values, Map<String, String> faults) {
    public FormValues {
        values = Map.copyOf(values);
        faults = Map.copyOf(faults);
    }

    /** A form that nobody has touched. */
    public static final FormValues EMPTY = new FormValues(Map.of(), Map.of());

    public static FormValues of(MultivaluedMap<String, String> form) {
        Map<String, String> values = form.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0).strip()));
        return new FormValues(values, Map.of());
    }

    /** What was entered; empty for nothing. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** What was entered, or else {@code otherwise}. */
    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The same with faults; their JSON pointers are the inputs' names behind the first slash. */
    public FormValues with(List<Fault> found) {
        return new FormValues(
                values,
                found.stream()
                        .collect(Collectors.toMap(
                                fault -> fault.field().replaceFirst("^/", ""),
                                Fault::message,
                                (a, b) -> a + "; " + b)));
    }

    /** {@code field} with its fault, if it has one. */
    public FormField marked(FormField field) {
        String fault = faults.get(field.name());
        return fault == null ? field : field.withFault(fault);
    }
}
