-- Which snapshots may be shown: those that differ from the one shown before by many visitors in every variant. Null until somebody
-- looked; see Snapshots.
alter table snapshot add column apart boolean;

-- What breakdowns showed last: the next one shows a group's newer numbers when many visitors are between. Groups that were hidden
-- are in it only all together.
create table shown_breakdown (
    experiment_id int         not null references experiment on delete cascade,
    phase         int         not null,
    dimension     text        not null,
    at            timestamptz not null,
    shown         text        not null,
    primary key (experiment_id, phase, dimension)
);

-- How much privacy an experiment may lose to exports with noise, where that is not the default.
create table privacy_budget (
    experiment_id int     primary key references experiment on delete cascade,
    most          numeric not null check (most > 0)
);

-- What was given out with noise, and what it cost; the same request is answered by the same numbers.
create table noised_release (
    experiment_id int         not null references experiment on delete cascade,
    number        int         not null,
    at            timestamptz not null,
    actor         text        not null,
    phase         int         not null,
    epsilon       numeric     not null check (epsilon > 0),
    released      text        not null,
    primary key (experiment_id, number)
);
