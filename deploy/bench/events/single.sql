-- One row and one commit: what a program without group commit would do. For pgbench.
insert into bench.single (site_id, unit, type, occurred_at, received_at, name, value_micros)
values (1, decode(md5(random()::text), 'hex'), 'conversion', now(), now(), 'purchase', 12500000)
