-- Who edited a draft last: with candor.approval.required, somebody else starts it.
alter table experiment add column edited_by text;

update experiment
set edited_by = (select actor
                 from audit
                 join site on site.id = experiment.site_id
                 where subject = site.key || '/' || experiment.key
                   and action in ('experiment.create', 'experiment.replace')
                 order by sequence desc
                 limit 1);

-- A token's name is how the audit calls its holder, so it names one. Of several, the oldest keeps the name.
update access_token
set name = left(name, 50) || '_' || id
where exists (select 1 from access_token older where older.name = access_token.name and older.id < access_token.id);

alter table access_token add constraint access_token_name unique (name);
