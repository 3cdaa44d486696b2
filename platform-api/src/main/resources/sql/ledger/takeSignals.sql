-- Takes marks of signals of nobody, and what they say; the caller holds their lock. Flow conclude.
with taken as (
    delete from signal_mark where ctid = any(array(select ctid from signal_mark limit :limit)) returning id, site_id)
select e.experiment_id, e.variant, e.name, e.occurred_at
from taken join event e on e.id = taken.id and e.site_id = taken.site_id
where e.experiment_id is not null and e.variant is not null
