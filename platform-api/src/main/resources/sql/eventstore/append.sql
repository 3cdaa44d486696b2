-- Stores what is new of a batch and marks its units as dirty, in one statement, which is a transaction of its own. In the
-- order of the ids, so that two nodes storing the same events wait for each other instead of deadlocking. Times come as
-- microseconds since 1970. What an erased unit still sends is dropped. A signal of nobody that names a variant is marked to be
-- counted. Flow collect.
with incoming as (
    select id, site_id, unit, type,
           timestamptz 'epoch' + occurred * interval '1 microsecond' as occurred_at,
           timestamptz 'epoch' + received * interval '1 microsecond' as received_at,
           experiment_id, variant, name, value_micros, cast(detail as jsonb) as detail, epoch
    from unnest(
        cast(? as uuid[]), cast(? as int[]), cast(? as bytea[]), cast(? as text[]), cast(? as bigint[]),
        cast(? as bigint[]), cast(? as int[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]),
        cast(? as text[]), cast(? as int[]))
        as row (id, site_id, unit, type, occurred, received, experiment_id, variant, name, value_micros, detail, epoch)
), stored as (
    insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name, value_micros,
                       detail, epoch)
    select * from incoming
    where not exists (select from erased_unit where erased_unit.site_id = incoming.site_id and erased_unit.unit = incoming.unit)
    order by id, site_id
    on conflict do nothing
    returning id, site_id, unit, variant
), marked as (
    insert into dirty_mark (shard, site_id, unit)
    select distinct get_byte(unit, 0) >> 2, site_id, unit from stored where length(unit) > 0
), signalled as (
    insert into signal_mark (id, site_id)
    select id, site_id from stored where length(unit) = 0 and variant is not null
)
select id, site_id from stored
