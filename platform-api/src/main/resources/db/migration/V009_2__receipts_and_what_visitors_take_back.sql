-- Each site signs with a key of its own; the public half is in the trust document.
create table receipt_key (
    site_id     int         primary key references site,
    private_key bytea       not null,
    public_key  bytea       not null,
    since       timestamptz not null
);

-- One row for each answer of a visitor, as it was signed. Without a unit where the answer came without one, and after an erasure.
create table receipt (
    site_id    int         not null references site,
    id         uuid        not null,
    unit       bytea,
    purpose    text        not null,
    answer     text        not null,
    at         timestamptz not null,
    expires_at timestamptz not null,
    document   text        not null,
    primary key (site_id, id)
);
create index receipt_by_id on receipt (id);
create index receipt_of_unit on receipt (site_id, unit) where unit is not null;
create index receipt_until on receipt (expires_at);

-- What a unit has taken back and when; consulted, from memory, before the server decides for it. A later yes makes it null.
create table standing (
    site_id            int         not null references site,
    unit               bytea       not null,
    measurement_off     timestamptz,
    remembering_off     timestamptz,
    personalization_off timestamptz,
    objected_at         timestamptz,
    changed_at          timestamptz not null,
    expires_at          timestamptz not null,
    primary key (site_id, unit)
);
create index standing_changed on standing (changed_at);

-- Units that were erased: what is still on its way of them is not stored. Swept once more when the last statement that could
-- not see the row is over.
create table erased_unit (
    site_id    int         not null references site,
    unit       bytea       not null,
    erased_at  timestamptz not null,
    expires_at timestamptz not null,
    swept      boolean     not null default false,
    primary key (site_id, unit)
);
create index erased_unit_unswept on erased_unit (erased_at) where not swept;
create index erased_unit_erased on erased_unit (erased_at);

-- How many were taken out of each variant, for the check that erasures do not tilt a comparison.
create table erased_visitors (
    experiment_id int    not null references experiment on delete cascade,
    phase         int    not null,
    variant       text   not null,
    visitors      bigint not null,
    primary key (experiment_id, phase, variant)
);

-- When what was last deleted because its time was over.
create table purge (
    kind    text        primary key,
    at      timestamptz not null,
    removed bigint      not null
);
