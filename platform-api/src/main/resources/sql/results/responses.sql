-- Of the newest showings of the one-question card, how many were answered, by the variant of whom they were shown to. Bounded, so
-- that it costs the same however many visitors there are. By event_of_trust.
select c.variant, count(*) as shown,
       count(*) filter (where exists (
           select from event a
           where a.site_id = :site and a.unit = shown.unit and a.type = 'trust' and a.name = 'feedback')) as answered
from (select distinct unit from (
          select unit from event
          where site_id = :site and type = 'trust' and name = 'feedback_shown' and occurred_at >= :since
            and length(unit) > 0
          order by occurred_at desc limit :most) as newest) as shown
join contribution c on c.experiment_id = :experiment and c.unit = shown.unit and c.phase = :phase and not c.quarantined
group by c.variant
