-- The single values behind a quantile, in the order of the pseudonyms, which is a random one. Flow conclude.
select amounts, samples from contribution
where experiment_id = :experiment and phase = :phase and variant = :variant and not quarantined
  and amounts[:position] is not null
order by unit limit :most
