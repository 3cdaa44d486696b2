-- Pseudonyms are made with the key of an epoch. When the epoch is over and nothing needs it any more its key becomes null,
-- and nobody can tell any more whose the rows were that were made with it.
create table site_epoch (
    site_id      int         not null references site,
    number       smallint    not null check (number >= 1),
    key          bytea,
    began_at     timestamptz not null,
    ended_at     timestamptz,
    destroyed_at timestamptz,
    primary key (site_id, number),
    check ((key is null) = (destroyed_at is not null))
);
create unique index site_epoch_present on site_epoch (site_id) where ended_at is null;

-- What there is belongs to the first epoch.
insert into site_epoch (site_id, number, key, began_at)
select id, 1, pseudonym_key, created_at from site;

-- What was taken back, and that somebody was erased, must be known in every epoch: by a key that makes nothing else. It takes
-- the place of the old one, which is to be found in its epoch alone.
alter table site rename column pseudonym_key to lasting_key;
update site set lasting_key = sha256(convert_to(cast(gen_random_uuid() as text) || cast(gen_random_uuid() as text), 'UTF8'));

-- Rows that were made with the first epoch's key, which therefore lives on until they are over or were met again.
alter table standing add column former boolean not null default false;
update standing set former = true;

-- The same event is kept once for each epoch that an experiment still counts by.
alter table event add column epoch smallint not null default 1;
alter table event drop constraint event_pkey;
alter table event add constraint event_pkey primary key (id, site_id, epoch);
