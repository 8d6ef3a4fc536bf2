-- The practice system may hold one booking several times: ids of those that we did not go by, for staff to tidy up.
alter table integrations.write_back add column copies text[] not null default '{}';
