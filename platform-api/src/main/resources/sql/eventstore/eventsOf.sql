-- All events of the units asked for, by their position among them; consent is kept but counts in no metric. No id is more than
-- a day ahead: the bound spares a look into the partitions that were made ahead. Flow conclude.
select asked.position, e.id, e.type, e.occurred_at, x.key as experiment, e.variant, e.name, e.value_micros,
       cast(e.detail -> 'dimensions' as text) as dimensions
from unnest(cast(? as int[]), cast(? as bytea[])) with ordinality as asked (site_id, unit, position)
join event e on e.site_id = asked.site_id and e.unit = asked.unit
left join experiment x on x.id = e.experiment_id
where e.type <> 'consent' and e.id < cast(? as uuid)
