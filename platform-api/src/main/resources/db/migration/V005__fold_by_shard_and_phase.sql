-- The fold works shard by shard: a shard is a contiguous range of units, the first six bits of their pseudonyms, so that a
-- recount reads a shard's events in the order of event_of_unit. Everything derived is kept per shard and can be recomputed
-- under that shard's lock alone, beside live ingest. What was folded before is folded again from its events.

-- No key: a mark is only added and taken, never looked for. Its age is what the lag is measured by.
alter table dirty_mark drop constraint if exists dirty_mark_pkey;
alter table dirty_mark add column if not exists marked_at timestamptz not null default now();
-- As many marks die as are made: swept early and without a rest, or whoever looks for marks wades through dead ones.
alter table dirty_mark set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
                            autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
delete from dirty_mark;
insert into dirty_mark (shard, site_id, unit)
select distinct get_byte(unit, 0) >> 2, site_id, unit from event where length(unit) > 0;

-- Amounts, denominators and covariates are by position of the metric in the sealed plan, in millionths; null where the unit
-- does not count, and the whole column where it would hold zeros only. Samples: the single values of quantiles, one metric
-- after the other; amounts say how many. Dimensions: a line name=value for each that was known at the first exposure.
delete from contribution;
alter table contribution
    add column phase int not null,
    add column dimensions text,
    add column samples bigint[],
    alter column denominators drop not null,
    alter column covariates drop not null,
    set (fillfactor = 85);

-- A slice is a value of a dimension; the whole has the empty dimension and the empty value.
delete from variant_total where experiment_id in (select id from experiment where origin is null);
alter table variant_total
    add column phase int not null default 1,
    add column dimension text not null default '',
    add column value text not null default '',
    add column shard int not null default 0,
    drop constraint variant_total_pkey,
    add primary key (experiment_id, phase, dimension, value, variant, shard),
    set (fillfactor = 50);

delete from sufficient_statistics where experiment_id in (select id from experiment where origin is null);
alter table sufficient_statistics
    add column phase int not null default 1,
    add column dimension text not null default '',
    add column value text not null default '',
    add column shard int not null default 0,
    drop constraint sufficient_statistics_pkey,
    add primary key (experiment_id, phase, dimension, value, variant, metric, shard),
    set (fillfactor = 50);

-- Units that could not be folded, and why. They hold up nobody, add nothing, and are tried again after a change.
create table set_aside (
    experiment_id int         not null references experiment on delete cascade,
    unit          bytea       not null,
    reason        text        not null,
    at            timestamptz not null,
    primary key (experiment_id, unit)
);

-- With which turns of its life an experiment was folded. Where they differ from the experiment's, the units that the
-- difference concerns are folded again: after a stop, a new phase, or an upgrade that folds otherwise.
create table fold_state (
    experiment_id int primary key references experiment on delete cascade,
    stopped_at    timestamptz,
    phases        int not null,
    version       int not null
);

-- How often a result was restated: after an erasure, or after a recount that repaired something.
create table restatement (
    experiment_id int         not null references experiment on delete cascade,
    number        int         not null,
    at            timestamptz not null,
    reason        text        not null,
    primary key (experiment_id, number)
);

-- The statistics as they were at a moment; what series and asOf are answered from.
create table snapshot (
    experiment_id int         not null references experiment on delete cascade,
    at            timestamptz not null,
    phase         int         not null,
    status        text        not null,
    statistics    text        not null,
    primary key (experiment_id, at)
);

-- The statistics of a completed experiment as canonical JSON, and its SHA-256. They remain when retention drops the events.
create table sealed_statistics (
    experiment_id int         not null references experiment on delete cascade,
    version       int         not null,
    at            timestamptz not null,
    statistics    text        not null,
    sha256        text        not null,
    primary key (experiment_id, version)
);

-- Work that takes longer than a request. A job whose node is gone stops beating, and is said to have failed.
create table job (
    id            uuid        primary key,
    kind          text        not null,
    experiment_id int         not null references experiment on delete cascade,
    actor         text        not null,
    status        text        not null,
    done          int         not null,
    total         int         not null,
    started_at    timestamptz not null,
    beat_at       timestamptz not null,
    finished_at   timestamptz,
    result        text
);
create unique index job_running on job (kind, experiment_id) where status = 'running';
