-- A running experiment's weights change only by a new phase, whose results are kept apart.
create table phase (
    experiment_id int         not null references experiment on delete cascade,
    number        int         not null check (number >= 1),
    started_at    timestamptz not null,
    weights       int[]       not null,
    primary key (experiment_id, number)
);

-- What was started before there were phases is in its first.
insert into phase (experiment_id, number, started_at, weights)
select id, 1, started_at,
       array(select cast(variant ->> 'weight' as int)
             from json_array_elements(definition -> 'variants') with ordinality as listed (variant, position)
             order by position)
from experiment
where started_at is not null;
