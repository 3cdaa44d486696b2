-- All events of a site's units in a range, unit by unit, as eventsOf has them but for the dimensions of other experiments.
-- Flow conclude, recount.
select unit, id, type, occurred_at, experiment_id, variant, name, value_micros,
       case when experiment_id = :experiment then cast(detail -> 'dimensions' as text) end as dimensions
from event
where site_id = :site and unit >= :from and unit < :to and type <> 'consent'
order by unit
