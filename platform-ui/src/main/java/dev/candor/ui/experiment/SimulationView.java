package dev.candor.ui.experiment;

import dev.candor.api.explaining.Simulation;
import dev.candor.api.explaining.Simulation.Share;
import dev.candor.ui.words.ExplainWords;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Planned against reached shares of a made-up crowd. */
public record SimulationView(
        boolean supposed, boolean asPlanned, String sentence, List<Line> variants, List<Line> reasons) {

    /** One share; the bars' widths are out of 100. */
    public record Line(
            String label, String planned, String reached, String count, String plannedWidth, String reachedWidth) {}

    static SimulationView of(Simulation simulation, Words words) {
        ExplainWords say = words.explain();
        Formats formats = words.formats();
        int units = simulation.crowd().units();
        int assigned = simulation.assigned();
        String of = formats.whole(units);
        String part = formats.whole(assigned);
        String share = formats.percent((double) assigned / units, 2);
        String sentence = assigned == 0
                ? say.nobody(of)
                : simulation.asPlanned() ? say.asPlanned(of, part, share) : say.notAsPlanned(of, part, share);
        return new SimulationView(
                simulation.ground().supposed(),
                simulation.asPlanned() && assigned > 0,
                sentence,
                assigned == 0 ? List.of() : lines(simulation.variants(), assigned, UnaryOperator.identity(), formats),
                lines(simulation.reasons(), units, say::reason, formats));
    }

    private static List<Line> lines(List<Share> shares, int of, UnaryOperator<String> label, Formats formats) {
        return shares.stream()
                .map(share -> {
                    double reached = (double) share.count() / of;
                    return new Line(
                            label.apply(share.code()),
                            formats.percent(share.planned(), 2),
                            formats.percent(reached, 2),
                            formats.whole(share.count()),
                            width(share.planned()),
                            width(reached));
                })
                .toList();
    }

    private static String width(double share) {
        return String.format(Locale.ROOT, "%.2f", share * 100);
    }
}
