-- All events of the units asked for. Flow conclude.
select e.site_id, e.unit, e.id, e.type, e.occurred_at, x.key as experiment, e.variant, e.name, e.value_micros, e.detail
from unnest(cast(? as int[]), cast(? as bytea[])) as asked (site_id, unit)
join event e on e.site_id = asked.site_id and e.unit = asked.unit
left join experiment x on x.id = e.experiment_id
