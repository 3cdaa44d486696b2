-- Adds differences to the sufficient statistics of some shards; exact, so that the order of additions does not matter. Nobody else
-- writes these rows: the caller holds the shards' locks. Flow conclude.
insert into sufficient_statistics as s
    (experiment_id, shard, phase, dimension, value, variant, metric, units,
     sum_y, sum_yy, sum_d, sum_dd, sum_yd, sum_x, sum_xx, sum_xy)
select ?, shard, phase, dimension, value, variant, metric, units, y, yy, d, dd, yd, x, xx, xy
from unnest(cast(? as int[]), cast(? as int[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
            cast(? as bigint[]), cast(? as numeric[]), cast(? as numeric[]), cast(? as numeric[]), cast(? as numeric[]),
            cast(? as numeric[]), cast(? as numeric[]), cast(? as numeric[]), cast(? as numeric[]))
    as row (shard, phase, dimension, value, variant, metric, units, y, yy, d, dd, yd, x, xx, xy)
on conflict (experiment_id, phase, dimension, value, variant, metric, shard) do update set
    units = s.units + excluded.units,
    sum_y = s.sum_y + excluded.sum_y, sum_yy = s.sum_yy + excluded.sum_yy,
    sum_d = s.sum_d + excluded.sum_d, sum_dd = s.sum_dd + excluded.sum_dd, sum_yd = s.sum_yd + excluded.sum_yd,
    sum_x = s.sum_x + excluded.sum_x, sum_xx = s.sum_xx + excluded.sum_xx, sum_xy = s.sum_xy + excluded.sum_xy
