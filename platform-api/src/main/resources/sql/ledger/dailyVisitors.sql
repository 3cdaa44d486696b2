-- Visitors a day that an experiment would have met with all of the traffic, from the best measured one of the site that
-- counts the same unit and ran in the last four weeks. One row, null when none was measured for a day.
select max(visitors / days / (traffic_share / 10000.0)) as visitors
from (select (select coalesce(sum(t.visitors), 0) from variant_total t where t.experiment_id = e.id and t.dimension = '') as visitors,
             extract(epoch from least(coalesce(e.stopped_at, :now), :now) - e.started_at) / 86400.0 as days,
             cast(e.definition ->> 'trafficShare' as double precision) as traffic_share
      from experiment e
      where e.site_id = :site and e.origin is null
        and e.definition ->> 'unit' = :unit
        and e.started_at <= :now
        and coalesce(e.stopped_at, :now) > :since) as measured
where days >= 1 and visitors > 0 and traffic_share > 0
