-- The first id that the oldest partition takes: what was made before it may have been dropped. Flow conclude.
select min(substring(pg_get_expr(child.relpartbound, child.oid) from 'FROM \(''([0-9a-f-]{36})''\)')) as id
from pg_inherits
join pg_class as child on child.oid = pg_inherits.inhrelid
where pg_inherits.inhparent = cast('event' as regclass)
