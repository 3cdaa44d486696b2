-- What units took back since a moment; an erased unit counts as one that objected. Flow decide.
select coalesce(s.site_id, e.site_id) as site_id, coalesce(s.unit, e.unit) as unit,
       s.measurement_off, s.remembering_off, s.personalization_off,
       e.unit is not null or s.objected_at is not null as objected,
       greatest(s.expires_at, e.expires_at) as expires_at,
       greatest(s.changed_at, e.erased_at) as changed_at
from (select * from standing where changed_at > :since) as s
full join (select * from erased_unit where erased_at > :since) as e on e.site_id = s.site_id and e.unit = s.unit
where greatest(s.expires_at, e.expires_at) > :now
  -- What was granted again matters only to whoever knew that it had been taken back.
  and (cast(:since as timestamptz) > timestamptz 'epoch' or e.unit is not null or s.objected_at is not null
       or coalesce(s.measurement_off, s.remembering_off, s.personalization_off) is not null)
order by changed_at desc
limit :most
