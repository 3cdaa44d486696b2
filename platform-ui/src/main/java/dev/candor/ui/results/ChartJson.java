package dev.candor.ui.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import io.quarkus.qute.RawString;

/** A chart's data as it may stand inside a {@code script} element. */
final class ChartJson {

    private ChartJson() {}

    /** No character that could end the script element or begin another. */
    static RawString of(ObjectNode chart) {
        return new RawString(Json.text(chart)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029"));
    }
}
