-- All signals of nobody about an experiment but for those that wait to be counted: one statement, so that it sees one moment. By
-- event_of_signal. Flow conclude, recount.
select experiment_id, variant, name, occurred_at
from event
where experiment_id = :experiment and type = 'trust' and variant is not null and length(unit) = 0
  and not exists (select from signal_mark m where m.id = event.id and m.site_id = event.site_id)
