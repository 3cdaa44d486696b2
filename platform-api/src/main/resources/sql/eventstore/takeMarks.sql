-- Takes the oldest marks of some shards; the caller holds the shards' locks, so that nobody else takes them. Flow conclude.
with taken as (
    delete from dirty_mark
    where ctid = any(array(
        select mark.ctid
        from unnest(cast(:shards as smallint[])) as locked (shard)
        cross join lateral (select ctid from dirty_mark where dirty_mark.shard = locked.shard
                            order by sequence limit :limit) as mark
        limit :limit))
    returning site_id, unit
)
select site_id, unit, count(*) as marks from taken group by site_id, unit
