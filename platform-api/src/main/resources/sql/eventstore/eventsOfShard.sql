-- What counts in one experiment, of all units in a range, unit by unit: its exposures and the events of its metrics. Read
-- with a cursor, in the order of event_of_unit. Flow conclude, recount.
select e.unit, e.id, e.type, e.occurred_at, cast(? as text) as experiment, e.variant, e.name, e.value_micros,
       cast(e.detail -> 'dimensions' as text) as dimensions
from event e
where e.site_id = ? and e.unit >= ? and e.unit < ?
  and (e.experiment_id = ? or e.name = any(?)) and e.type <> 'consent'
order by e.unit
