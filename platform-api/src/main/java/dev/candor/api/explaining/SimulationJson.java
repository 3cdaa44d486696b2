package dev.candor.api.explaining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.explaining.Simulation.Share;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A simulation as JSON, with a plain statement. */
final class SimulationJson {

    private SimulationJson() {}

    static ObjectNode write(Simulation simulation) {
        int units = simulation.crowd().units();
        ObjectNode node = ExplainedJson.ground(simulation.ground())
                .put("units", units)
                .put("seed", simulation.crowd().seed());
        shares(node.putArray("reasons"), "reason", simulation.reasons(), units);
        shares(node.putArray("variants"), "variant", simulation.variants(), simulation.assigned());
        return node.put("reasonsPValue", simulation.reasonsP())
                .put("variantsPValue", simulation.variantsP())
                .put("asPlanned", simulation.asPlanned())
                .put("statement", statement(simulation));
    }

    private static void shares(ArrayNode array, String name, List<Share> shares, int of) {
        for (Share share : shares) {
            ObjectNode node = array.addObject().put(name, share.code()).put("count", share.count());
            node.put("share", of == 0 ? null : Double.valueOf((double) share.count() / of))
                    .put("planned", share.planned());
        }
    }

    private static String statement(Simulation simulation) {
        int units = simulation.crowd().units();
        if (simulation.assigned() == 0) {
            return String.format(
                    Locale.ROOT,
                    "Of %,d synthetic visitors nobody takes part: %s.",
                    units,
                    simulation.reasons().stream()
                            .filter(share -> share.count() > 0)
                            .map(share -> String.format(Locale.ROOT, "%,d are %s", share.count(), share.code()))
                            .reduce((a, b) -> a + ", " + b)
                            .orElse(""));
        }
        String part = String.format(
                Locale.ROOT,
                "Of %,d synthetic visitors %,d (%.2f %%) take part",
                units,
                simulation.assigned(),
                100.0 * simulation.assigned() / units);
        return simulation.asPlanned()
                ? part + ", and the shares are what was planned" + p(simulation) + "."
                : part + ", but the shares are further from the plan than chance explains" + p(simulation) + ".";
    }

    private static String p(Simulation simulation) {
        return " (p: reasons " + p(simulation.reasonsP()) + ", variants " + p(simulation.variantsP()) + ")";
    }

    private static String p(@Nullable Double value) {
        return value == null ? "none" : value < 0.001 ? "below 0.001" : String.format(Locale.ROOT, "%.3f", value);
    }
}
