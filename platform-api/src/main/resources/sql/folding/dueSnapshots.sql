-- The experiments of which a snapshot is due: the first, after a change of status or phase, and the hour's. Flow conclude.
select x.id from experiment x
left join lateral (select at, phase, status from snapshot where experiment_id = x.id order by at desc limit 1) last on true
where x.started_at is not null and x.origin is null
  and (last.at is null or last.status <> x.status
       or last.phase <> (select count(*) from phase where experiment_id = x.id)
       or (x.status in ('running', 'paused') and last.at < :hour))
order by x.id
