-- What these units took back; an erased unit counts as one that objected. Flow decide.
select coalesce(s.site_id, e.site_id) as site_id, coalesce(s.unit, e.unit) as unit,
       s.measurement_off, s.remembering_off, s.personalization_off,
       e.unit is not null or s.objected_at is not null as objected,
       greatest(s.expires_at, e.expires_at) as expires_at,
       greatest(s.changed_at, e.erased_at) as changed_at
from (select * from standing where site_id = any(:sites) and unit = any(:units)) as s
full join (select * from erased_unit where site_id = any(:sites) and unit = any(:units)) as e
    on e.site_id = s.site_id and e.unit = s.unit
where greatest(s.expires_at, e.expires_at) > :now
