-- Views of the due list that a person kept: tab, filters and order under a name of theirs. No words of a search, no patient.
create table insights.saved_view (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  filter jsonb not null,                           -- src/insights/contract/due-views.ts
  saved_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,                          -- by its owner; taken back by emptying it
  primary key (clinic_id, id),
  foreign key (clinic_id, staff_id) references clinic.staff (clinic_id, id)
);
create unique index saved_view_name on insights.saved_view (clinic_id, staff_id, lower(name)) where removed_at is null;
select platform.make_tenant('insights.saved_view');
