-- A visitor's events of every epoch, each once, newest first, as the visitor gets them. What should be gone by now is not
-- there, even if the job that deletes it is late. Visitors' rights.
select distinct on (e.occurred_at, e.id)
       e.id, e.type, e.name, e.value_micros, e.occurred_at, x.key as experiment, e.variant, cast(e.detail as text) as detail
from event e
left join experiment x on x.id = e.experiment_id
where e.site_id = :site and e.unit = any(:units) and e.occurred_at >= :from and (e.type = 'exposure') = :exposures
order by e.occurred_at desc, e.id desc
limit :most
