-- Two neighbours in the order of all units' values of the metric at a position. Flow conclude.
select amounts[:position] from contribution
where experiment_id = :experiment and phase = :phase and not quarantined and amounts[:position] is not null
order by 1 offset :skipped limit 2
