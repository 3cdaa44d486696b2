-- Of the newest answers of a site, how many were given to which text by the visitors of which variant. Bounded, so that it costs
-- the same however many visitors there are. Flow conclude.
select c.variant, coalesce(r.text_version, '') as version, count(*) as answers
from (select unit, text_version from receipt
      where site_id = :site and unit is not null and at >= :since
      order by at desc limit :most) as r
join contribution c on c.experiment_id = :experiment and c.unit = r.unit and c.phase = :phase and not c.quarantined
group by c.variant, version
