-- Adds exposures :from to :to - 1, of :all, of as many units over the last seven days, a conversion an hour later for every
-- second unit, and a mark for each unit, as if they had been collected. Variables: site, experiment, from, to, all.
set synchronous_commit = off;
begin;
insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name, value_micros, detail)
select cast(lpad(to_hex(cast(extract(epoch from at) * 1000 as bigint)), 12, '0') || '7' || substr(tail, 1, 3) || '8'
            || substr(tail, 4, 15) as uuid),
       :site, unit, 'exposure', at, at, :experiment, case when get_byte(unit, 3) < 128 then 'a' else 'b' end, null, null,
       cast('{"personalized": false, "dimensions": {"device": "' || (array['mobile', 'desktop', 'tablet'])[1 + i % 3]
            || '", "language": "' || (array['en', 'ja', 'de'])[1 + i % 7 % 3]
            || '", "newOrReturning": "' || (array['new', 'returning'])[1 + i % 2] || '"}}' as jsonb)
from generate_series(cast(:from as bigint), cast(:to as bigint) - 1) as i
cross join lateral (
    select decode(md5('unit ' || i), 'hex') as unit, md5('event ' || i) as tail,
           date_trunc('milliseconds', now() - interval '7 days' + i * interval '6 days' / :all) as at) as made;
insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name, value_micros, detail)
select cast(lpad(to_hex(cast(extract(epoch from at) * 1000 as bigint)), 12, '0') || '7' || substr(tail, 4, 3) || '8'
            || substr(tail, 10, 15) as uuid),
       :site, unit, 'conversion', at, at, null, null, 'purchase', (i % 400) * 250000, null
from generate_series(cast(:from as bigint) + cast(:from as bigint) % 2, cast(:to as bigint) - 1, 2) as i
cross join lateral (
    select decode(md5('unit ' || i), 'hex') as unit, md5('event ' || i) as tail,
           date_trunc('milliseconds', now() - interval '7 days' + i * interval '6 days' / :all) + interval '1 hour' as at)
    as made;
insert into dirty_mark (shard, site_id, unit)
select get_byte(unit, 0) >> 2, :site, unit
from generate_series(cast(:from as bigint), cast(:to as bigint) - 1) as i
cross join lateral (select decode(md5('unit ' || i), 'hex') as unit) as made;
commit;
