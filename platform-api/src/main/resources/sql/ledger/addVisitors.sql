-- Adds differences to the visitors of some shards, as addStatistics does. Flow conclude.
insert into variant_total as v (experiment_id, shard, phase, dimension, value, variant, visitors, quarantined)
select ?, shard, phase, dimension, value, variant, visitors, quarantined
from unnest(cast(? as int[]), cast(? as int[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]),
            cast(? as bigint[]))
    as row (shard, phase, dimension, value, variant, visitors, quarantined)
on conflict (experiment_id, phase, dimension, value, variant, shard) do update set
    visitors = v.visitors + excluded.visitors, quarantined = v.quarantined + excluded.quarantined
