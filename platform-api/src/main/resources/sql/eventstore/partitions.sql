-- The names of the events' partitions, oldest first: also of those whose detaching was broken off. Flow collect.
select c.relname
from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = to_regclass('event')
order by c.relname
