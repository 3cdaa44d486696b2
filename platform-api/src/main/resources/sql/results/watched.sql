-- Experiments whose verdict may still change: those that go on, and those that ended so lately that events still come.
select id from experiment
where origin is null and started_at is not null
  and (status in ('running', 'paused') or (stopped_at is not null and stopped_at > now() - interval '9 days'))
order by id
