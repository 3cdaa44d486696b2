-- How many units of a phase have a value of the metric at a position. Flow conclude.
select count(amounts[:position]) from contribution
where experiment_id = :experiment and phase = :phase and not quarantined
