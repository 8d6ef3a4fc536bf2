-- How large a saved audience was when it was last counted, and who changed it last: the list of audiences tells both.
alter table campaigns.audience
  add column changed_by text,
  add column size_matching integer,                -- everybody the newest version names
  add column size_reachable integer,               -- of them, whom a message could go to
  add column counted_at timestamptz,               -- null: the newest version was not counted yet
  add check ((counted_at is null) = (size_matching is null) and (counted_at is null) = (size_reachable is null));
update campaigns.audience a set changed_by = v.created_by
from campaigns.audience_version v
where v.clinic_id = a.clinic_id and v.audience_id = a.id and v.version = a.version;
alter table campaigns.audience alter column changed_by set not null;
