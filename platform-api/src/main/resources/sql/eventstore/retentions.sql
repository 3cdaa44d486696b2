-- From which day on each site's events are kept: its retention, but what an experiment still needs stays. That is what
-- happened since the start of one that runs or is paused, or ended less than 8 days ago, for its last events may still be on
-- their way; yet nothing is kept longer than :longest days. Flow collect.
select s.id, s.key,
       greatest(
           least(
               cast(:today as date) - cast(cast(s.settings ->> 'retentionDays' as int) as int),
               min(cast(x.started_at at time zone 'UTC' as date)) - 1),
           cast(:today as date) - cast(:longest as int)) as kept_from
from site s
left join experiment x
    on x.site_id = s.id and x.started_at is not null
    and (x.status in ('running', 'paused') or x.stopped_at > cast(:today as date) - 8)
group by s.id
order by s.id
