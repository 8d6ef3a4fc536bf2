create schema conversations;
grant usage on schema conversations to kembali_app;

create table conversations.thread (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  contact_point_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  patient_id uuid,                                 -- null: unknown, or several people behind one number
  state text not null check (state in ('open', 'snoozed', 'done')),
  needs text,                                      -- why a person is needed: urgent, question, complaint, … ; null: nobody
  assigned_to uuid,
  snoozed_until timestamptz,
  waiting_since timestamptz,                       -- the oldest unanswered inbound message
  last_at timestamptz not null,
  last_text text not null,
  opened_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, contact_point_id) references patients.contact_point (clinic_id, id)
);
create unique index thread_one_per_address on conversations.thread (clinic_id, contact_point_id, channel);
create index thread_by_state on conversations.thread (clinic_id, state, waiting_since);
select platform.make_tenant('conversations.thread');

create table conversations.entry (
  clinic_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  at timestamptz not null,
  direction text not null check (direction in ('in', 'out', 'event')),
  text text not null,
  provider_key text,                               -- inbound: the provider's id, for de-duplication
  content_hash text,                               -- inbound: for the same text again within minutes
  message_id uuid,                                 -- outbound: the outbox row
  staff_id uuid,
  understood jsonb,                                -- { intent, language, rule, digit … }
  primary key (clinic_id, id),
  foreign key (clinic_id, thread_id) references conversations.thread (clinic_id, id)
);
create unique index entry_by_provider_key on conversations.entry (clinic_id, provider_key) where provider_key is not null;
create index entry_by_thread on conversations.entry (clinic_id, thread_id, at, id);
create index entry_by_content on conversations.entry (clinic_id, thread_id, content_hash, at);
select platform.make_tenant('conversations.entry');
