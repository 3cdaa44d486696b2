-- Deletes some of a site's events whose ids are older than :before; again until none is left, so that no delete is long.
-- Flow collect.
delete from event
where (id, site_id) in (
    select id, site_id from event where site_id = :site and id < :before order by id limit :limit)
  and id < :before
