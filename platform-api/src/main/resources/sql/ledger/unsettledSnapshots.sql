-- The snapshots of a phase from the last settled one that may be shown before the first unsettled one. Flow conclude.
with unsettled as (
    select min(at) as first from snapshot where experiment_id = :id and phase = :phase and apart is null
)
select at, phase, status, statistics, apart from snapshot
where experiment_id = :id and phase = :phase
  and at >= coalesce(
          (select max(at) from snapshot, unsettled
           where experiment_id = :id and phase = :phase and apart and at < unsettled.first),
          (select first from unsettled))
order by at
for update
