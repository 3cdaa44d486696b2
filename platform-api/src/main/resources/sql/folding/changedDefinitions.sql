-- The experiments whose life took a turn since their units were last folded by it, and when the first such turn was.
-- Flow conclude.
select x.id, x.site_id, x.stopped_at, now_phases.phases, folded.experiment_id is not null as known,
       folded.version as folded_version,
       least(case when x.stopped_at is distinct from folded.stopped_at then x.stopped_at end,
             (select min(started_at) from phase
              where experiment_id = x.id and number > coalesce(folded.phases, 1))) as since
from experiment x
cross join lateral (select count(*) as phases from phase where experiment_id = x.id) as now_phases
left join fold_state folded on folded.experiment_id = x.id
where x.started_at is not null and x.origin is null
  and not exists (select from sealed_statistics s where s.experiment_id = x.id)
  and (folded.experiment_id is null
       or folded.stopped_at is distinct from x.stopped_at
       or folded.phases <> now_phases.phases
       or folded.version <> :version)
order by x.id
