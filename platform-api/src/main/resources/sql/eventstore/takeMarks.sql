-- Takes the oldest marks of a shard; the caller holds the shard's lock, so that nobody else takes them. Flow conclude.
with taken as (
    delete from dirty_mark
    where ctid = any(array(
        select ctid from dirty_mark where shard = :shard order by sequence limit :limit))
    returning site_id, unit
)
select distinct site_id, unit from taken
