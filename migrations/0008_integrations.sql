create schema integrations;
grant usage on schema integrations to kembali_app;

-- A connected practice system (FHIR R4): bookings are written back there by themselves.
create table integrations.practice_system (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  kind text not null check (kind in ('fhir_r4')),
  base_url text not null,
  source text not null,                            -- the import source whose ids are this server's ids
  secret_name text,
  state text not null check (state in ('active', 'paused')),
  last_answer_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  primary key (clinic_id, id)
);
create unique index practice_system_one on integrations.practice_system (clinic_id) where state = 'active';
select platform.make_tenant('integrations.practice_system');

create table integrations.write_back (
  clinic_id uuid not null,
  appointment_id uuid not null,
  action text not null check (action in ('create', 'cancel')),
  state text not null check (state in ('waiting', 'sending', 'done', 'refused', 'timed_out')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  give_up_at timestamptz not null,
  remote_id text,
  last_error text,
  lease_token uuid,
  lease_until timestamptz,
  requested_at timestamptz not null,
  settled_at timestamptz,
  primary key (clinic_id, appointment_id, action),
  foreign key (clinic_id, appointment_id) references scheduling.appointment (clinic_id, id)
);
create index write_back_due on integrations.write_back (clinic_id, next_at) where state in ('waiting', 'sending');
select platform.make_tenant('integrations.write_back');
