-- How often each attribute was asked for, answered, declined and used for something that the visitor saw, by day.
create table attribute_use (
    site_id   int    not null references site,
    attribute text   not null,
    day       date   not null,
    what      text   not null check (what in ('asked', 'answered', 'declined', 'delivered')),
    count     bigint not null,
    primary key (site_id, attribute, day, what)
);
