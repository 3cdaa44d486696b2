-- All events of a site's units in a range, unit by unit, as eventsOf has them. Read with a cursor, in the order of
-- event_of_unit. Flow conclude, recount.
select e.unit, e.id, e.type, e.occurred_at, x.key as experiment, e.variant, e.name, e.value_micros,
       cast(e.detail -> 'dimensions' as text) as dimensions
from event e
left join experiment x on x.id = e.experiment_id
where e.site_id = ? and e.unit >= ? and e.unit < ? and e.type <> 'consent'
order by e.unit
