-- Trust signals that carry no unit, for they follow a refusal, and name the variant that was met: what waits to be counted. No
-- key: a mark is added with its event and taken once.
create table signal_mark (
    id      uuid not null,
    site_id int  not null
);

-- A recount reads an experiment's signals, results those of a name.
create index event_of_signal on event (experiment_id) where type = 'trust' and experiment_id is not null;
create index event_of_trust on event (site_id, name, occurred_at) where type = 'trust';
