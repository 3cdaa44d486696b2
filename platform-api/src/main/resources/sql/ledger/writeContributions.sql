-- Keeps contributions, new ones and those that changed. Arrays come as text, for an array of arrays would have to be
-- rectangular. Flow conclude.
insert into contribution
    (experiment_id, unit, phase, variant, exposed_at, quarantined, dimensions, amounts, denominators, covariates, samples)
select ?, unit, phase, variant, exposed_at, quarantined, dimensions, cast(amounts as bigint[]),
       cast(denominators as bigint[]), cast(covariates as bigint[]), cast(samples as bigint[])
from unnest(cast(? as bytea[]), cast(? as int[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as boolean[]),
            cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]))
    as row (unit, phase, variant, exposed_at, quarantined, dimensions, amounts, denominators, covariates, samples)
on conflict (experiment_id, unit) do update set
    phase = excluded.phase, variant = excluded.variant, exposed_at = excluded.exposed_at,
    quarantined = excluded.quarantined, dimensions = excluded.dimensions, amounts = excluded.amounts,
    denominators = excluded.denominators, covariates = excluded.covariates, samples = excluded.samples
