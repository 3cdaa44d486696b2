-- The experiments that ended so long ago that nothing of theirs can still arrive, and that are not sealed. Flow conclude.
select x.id from experiment x
where x.stopped_at < :ended and x.started_at is not null and x.origin is null
  and not exists (select from sealed_statistics s where s.experiment_id = x.id)
order by x.id
