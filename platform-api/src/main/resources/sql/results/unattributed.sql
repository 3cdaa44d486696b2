-- Trust signals that carry no unit, by name: those that name no variant either, and those that name one of this experiment's. By
-- event_of_trust.
select name, experiment_id is not null as attributed, count(*) as signals
from event
where site_id = :site and name = any(:names) and type = 'trust' and unit = decode('', 'hex')
  and occurred_at >= :from and (cast(:until as timestamptz) is null or occurred_at < :until)
  and (experiment_id = :experiment or (experiment_id is null and coalesce(detail ->> 'met', '') <> 'false'))
group by name, attributed
