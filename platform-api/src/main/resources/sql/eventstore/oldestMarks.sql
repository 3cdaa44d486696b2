-- When the oldest mark of any shard was made: one look into the index for each. Flow conclude.
select min(oldest.marked_at) as at
from generate_series(0, 63) as shards (shard)
cross join lateral (select marked_at from dirty_mark where dirty_mark.shard = cast(shards.shard as smallint)
                    order by sequence limit 1) as oldest
