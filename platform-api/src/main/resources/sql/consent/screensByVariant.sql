-- Of the newest answers of a site, how many were given to which text by the visitors of which variant. Bounded, so that it costs
-- the same however many visitors there are; an answer is there once for each epoch that an experiment counts by. Flow conclude.
select c.variant, coalesce(e.detail ->> 'textVersion', '') as version, count(*) as answers
from (select unit, detail from event
      where site_id = :site and type = 'consent' and length(unit) > 0 and occurred_at >= :since
      order by occurred_at desc limit :most) as e
join contribution c on c.experiment_id = :experiment and c.unit = e.unit and c.phase = :phase and not c.quarantined
group by c.variant, version
