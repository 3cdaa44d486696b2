-- Who allowed to be measured, each unit of the experiment's epoch by its last answer, and how many refusals came, which carry
-- no unit. By event_of_consent.
with answer as (
    select distinct on (unit) unit, detail->>'state' as state
    from event
    where site_id = :site and type = 'consent' and name = 'measurement' and length(unit) > 0
      and occurred_at >= :from and (cast(:until as timestamptz) is null or occurred_at < :until)
      and epoch = (select max(number) from site_epoch where site_id = :site and (began_at <= :from or number = 1))
    order by unit, occurred_at desc, id desc
)
select (select count(*) from answer where state = 'granted') as granted,
       (select count(*) from answer where state = 'denied')
       + (select count(*) from event
          where site_id = :site and type = 'consent' and name = 'measurement' and length(unit) = 0
            and detail->>'state' = 'denied'
            and occurred_at >= :from and (cast(:until as timestamptz) is null or occurred_at < :until)) as denied
