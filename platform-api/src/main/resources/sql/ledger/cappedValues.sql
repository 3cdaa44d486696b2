-- The values of a metric after the cap, and how many units have each: few, where many units have the same. Flow conclude.
select variant, least(amounts[:position], :cap) as y, least(coalesce(covariates[:position], 0), :cap) as x,
       count(*) as units
from contribution
where experiment_id = :experiment and phase = :phase and not quarantined and amounts[:position] is not null
group by 1, 2, 3
