-- Which text an answer was given to, where it can be counted: the health check compares variants by it.
alter table receipt add column text_version text;
create index receipt_of_site on receipt (site_id, at) where unit is not null;
