-- Takes the oldest marks of a shard; the caller holds the shard's lock. Flow conclude.
with taken as (
    delete from dirty_mark
    where sequence in (select sequence from dirty_mark where shard = :shard order by sequence limit :limit)
    returning site_id, unit
)
select distinct site_id, unit from taken
