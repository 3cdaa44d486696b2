-- The shards that have marked units: one look into the index for each. Flow conclude.
select shards.shard from generate_series(0, 63) as shards (shard)
where exists (select from dirty_mark where dirty_mark.shard = cast(shards.shard as smallint))
