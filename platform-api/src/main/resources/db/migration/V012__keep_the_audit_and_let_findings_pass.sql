-- What was written into the audit stays as it was: the database itself refuses the rest, whoever asks through the program.
create function refuse_to_rewrite_the_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_to_rewrite_the_audit();

-- An administrator's word that one finding of the linter does not hold here, with the reason, which the results show.
create table finding_override (
    experiment_id int         not null references experiment on delete cascade,
    code          text        not null,
    field         text        not null,
    reason        text        not null,
    actor         text        not null,
    at            timestamptz not null,
    primary key (experiment_id, code, field)
);

-- The verdict that was written into the audit last, so that each change of it is written there once.
create table noted_verdict (
    experiment_id int  primary key references experiment on delete cascade,
    code          text not null,
    variant       text
);

-- Answers are few among the events, and are asked for by their time.
create index event_of_consent on event (site_id, occurred_at) where type = 'consent';
