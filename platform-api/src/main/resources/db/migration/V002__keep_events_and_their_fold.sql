-- What units met and did. A week's events share a partition, found from the time inside the UUIDv7, so that a retry days
-- later meets the original. No IP address, no user agent; the unit is a keyed pseudonym.
create table event (
    id            uuid        not null,
    site_id       int         not null,
    unit          bytea       not null,
    type          text        not null,
    occurred_at   timestamptz not null,
    received_at   timestamptz not null,
    experiment_id int,
    variant       text,
    name          text,
    value_micros  bigint,
    detail        jsonb,
    primary key (id, site_id)
) partition by range (id);
create index event_of_unit on event (site_id, unit);

-- A unit whose events changed. No unique key: a unique mark loses events (docs/decisions).
create table dirty_mark (
    sequence bigint generated always as identity primary key,
    shard    smallint not null,
    site_id  int      not null,
    unit     bytea    not null
);
create index dirty_mark_of_shard on dirty_mark (shard, sequence);

-- What each unit adds, by position of the metric in the sealed plan, in millionths; null where the unit does not count.
create table contribution (
    experiment_id int         not null references experiment on delete cascade,
    unit          bytea       not null,
    variant       text        not null,
    exposed_at    timestamptz not null,
    quarantined   boolean     not null,
    amounts       bigint[]    not null,
    denominators  bigint[]    not null,
    covariates    bigint[]    not null,
    primary key (experiment_id, unit)
);

create table variant_total (
    experiment_id int    not null references experiment on delete cascade,
    variant       text   not null,
    visitors      bigint not null,
    quarantined   bigint not null,
    primary key (experiment_id, variant)
);

-- Sums over the contributions, in millionths and their squares: exact, so that adding and taking away never drifts.
create table sufficient_statistics (
    experiment_id int     not null references experiment on delete cascade,
    variant       text    not null,
    metric        text    not null,
    units         bigint  not null,
    sum_y         numeric not null,
    sum_yy        numeric not null,
    sum_d         numeric not null,
    sum_dd        numeric not null,
    sum_yd        numeric not null,
    sum_x         numeric not null,
    sum_xx        numeric not null,
    sum_xy        numeric not null,
    primary key (experiment_id, variant, metric)
);

-- Requests left out before assignment because no person made them, alike in every arm.
create table excluded_traffic (
    site_id int    not null references site,
    day     date   not null,
    reason  text   not null,
    count   bigint not null,
    primary key (site_id, day, reason)
);

-- Keys of the units that last a day; destroyed after 48 hours, so that days can't be linked.
create table daily_salt (
    site_id int   not null references site,
    day     date  not null,
    salt    bytea not null,
    primary key (site_id, day)
);
