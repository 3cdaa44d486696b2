-- What a metric was on this site, over all variants of the experiment that measured it last. At most one row.
select sum(s.units) as units, sum(s.sum_y) as sum_y, sum(s.sum_yy) as sum_yy
from experiment e
join sufficient_statistics s on s.experiment_id = e.id and s.metric = :metric and s.dimension = ''
where e.site_id = :site and s.units > 0 and e.definition ->> 'unit' = :unit
group by e.id, e.started_at
order by e.started_at desc
limit 1
