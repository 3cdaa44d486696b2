-- At most so many of the snapshots of a phase that may be shown, evenly spread, the last one among them. Flow conclude.
with numbered as (
    select at, phase, status, statistics,
           row_number() over (order by at desc) - 1 as place, count(*) over () as all_of_them
    from snapshot
    where experiment_id = :id and phase = :phase and apart and at <= :moment
)
select at, phase, status, statistics from numbered
where place % greatest(1, cast(ceil(all_of_them / cast(:most as float)) as int)) = 0
order by at
