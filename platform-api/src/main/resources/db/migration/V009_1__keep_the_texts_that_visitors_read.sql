-- Every text that visitors may have read, by the hash of what was shown: a receipt names the version, and this shows it again.
create table shown_text (
    site_id  int         not null references site,
    version  text        not null,
    sha256   text        not null,
    kind     text        not null,
    language text        not null,
    content  text        not null,
    since    timestamptz not null,
    primary key (site_id, version)
);
