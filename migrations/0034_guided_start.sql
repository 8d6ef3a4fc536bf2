-- The guided start of a clinic follows from its facts; stored is only that somebody left it, or took it up again.
create table insights.guided_start_choice (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  choice text not null check (choice in ('not_now', 'go_on')),
  made_at timestamptz not null,
  made_by text not null,                           -- name
  primary key (clinic_id, id)
);
create index guided_start_choice_newest on insights.guided_start_choice (clinic_id, made_at);
select platform.make_append_only('insights.guided_start_choice');
