-- What was asked and what was given for it, a row for each attribute of a site that was ever asked for or used.
select attribute,
       coalesce(sum(count) filter (where what = 'asked'), 0) as asked,
       coalesce(sum(count) filter (where what = 'answered'), 0) as answered,
       coalesce(sum(count) filter (where what = 'declined'), 0) as declined,
       coalesce(sum(count) filter (where what = 'delivered'), 0) as delivered,
       min(day) filter (where what = 'answered') as first_answered,
       max(day) filter (where what = 'delivered') as last_delivered
from attribute_use
where site_id = :site
group by attribute
