-- Trust signals without a unit, by name. By event_of_unit: all of them stand together.
select name, count(*) as signals
from event
where site_id = :site and unit = decode('', 'hex') and type = 'trust'
  and occurred_at >= :from and (cast(:until as timestamptz) is null or occurred_at < :until)
group by name
