-- When the oldest mark of any shard was made, and how long ago: one look into the index for each. Flow conclude.
select min(oldest.marked_at) as at,
       cast(extract(epoch from clock_timestamp() - min(oldest.marked_at)) * 1000 as bigint) as milliseconds
from generate_series(0, 63) as shards (shard)
cross join lateral (select marked_at from dirty_mark where dirty_mark.shard = cast(shards.shard as smallint)
                    order by sequence limit 1) as oldest
