-- The shards that have marked units, and how many marks, counted up to :most in each: a short look into the index for each, so that
-- a table full of dead marks costs nothing. Flow conclude.
select shards.shard, waiting.marks
from generate_series(0, 63) as shards (shard)
cross join lateral (select count(*) as marks
                    from (select from dirty_mark where dirty_mark.shard = cast(shards.shard as smallint)
                          order by sequence limit :most) as counted) as waiting
where waiting.marks > 0
