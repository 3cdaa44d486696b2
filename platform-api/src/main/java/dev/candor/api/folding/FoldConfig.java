package dev.candor.api.folding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this node folds. */
@ConfigMapping(prefix = "candor.fold")
interface FoldConfig {

    /** How many workers fold at the same time; 0 leaves it to other nodes. */
    @WithDefault("2")
    int workers();

    /** Marks gather for so long from the beginning of one round to the next. */
    @WithDefault("500ms")
    Duration gather();

    /** While many wait for their events to be stored, the fold gives way, but no mark is to wait for longer than this. */
    @WithDefault("30s")
    Duration longestWait();

    /** How many shards a recount recomputes at the same time; at most as many as the machine has cores. */
    @WithDefault("2")
    int recountWorkers();
}
