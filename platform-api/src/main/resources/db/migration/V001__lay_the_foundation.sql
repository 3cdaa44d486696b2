-- What people write: sites, their vocabulary, their experiments. The definitions are JSON documents, checked before they
-- come here; what the database must find, order or protect has a column of its own.

create table site (
    id             int generated always as identity primary key,
    key            text        not null unique,
    name           text        not null,
    origins        text[]      not null,
    site_key       text        not null unique,
    server_key_hash text       not null unique,
    time_zone      text        not null,
    locale         text        not null,
    settings        json        not null,
    pseudonym_key  bytea       not null,
    holdout_seed   text        not null,
    holdout_share  int         not null default 0 check (holdout_share between 0 and 10000),
    revision       bigint      not null default 1,
    created_at     timestamptz not null
);

create table attribute (
    site_id    int   not null references site,
    key        text  not null,
    definition json  not null,
    revision   int   not null default 1,
    primary key (site_id, key)
);

create table metric (
    site_id    int   not null references site,
    key        text  not null,
    definition json  not null,
    revision   int   not null default 1,
    primary key (site_id, key)
);

-- Experiments that name the same layer never share a unit; seed is of the positions in it.
create table layer (
    site_id int  not null references site,
    key     text not null,
    seed    text not null,
    primary key (site_id, key)
);

create table experiment (
    id          int generated always as identity primary key,
    site_id     int         not null references site,
    key         text        not null,
    definition json        not null,
    status      text        not null,
    revision    int         not null default 1,
    seed        text        not null,
    layer       text,
    slice_from  int,
    slice_to    int,
    plan        text,
    plan_sha256 text,
    origin      json,
    created_at  timestamptz not null,
    started_at  timestamptz,
    stopped_at  timestamptz,
    unique (site_id, key)
);
create index experiment_by_status on experiment (status);

-- What was changed after the plan was sealed, listed beside the result.
create table amendment (
    experiment_id int         not null references experiment on delete cascade,
    at            timestamptz not null,
    actor         text        not null,
    what          text        not null,
    detail        json        not null
);
create index amendment_of_experiment on amendment (experiment_id, at);

-- Who may come in.
create table account (
    id            int generated always as identity primary key,
    name          text        not null unique,
    password_hash text        not null,
    role          text        not null,
    created_at    timestamptz not null
);

create table access_token (
    id         int generated always as identity primary key,
    name       text        not null,
    token_hash text        not null unique,
    role       text        not null,
    created_at timestamptz not null
);

create table session (
    token_hash   text        primary key,
    account_id   int         not null references account on delete cascade,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);

-- Append-only; each row's hash covers the one before it.
create table audit (
    sequence      bigint primary key,
    at            timestamptz not null,
    actor         text        not null,
    action        text        not null,
    subject       text        not null,
    detail        text        not null,
    previous_hash text        not null,
    hash          text        not null
);
