create schema campaigns;
grant usage on schema campaigns to kembali_app;

create table campaigns.campaign (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('recall', 'reactivation')),
  state text not null check (state in ('draft', 'running', 'paused', 'ended')),
  version integer not null,                        -- the newest; enrolments pin theirs
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  last_enrolled_at timestamptz,
  primary key (clinic_id, id)
);
create index campaign_running on campaigns.campaign (clinic_id, state);
select platform.make_tenant('campaigns.campaign');

create table campaigns.version (
  clinic_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  document jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (clinic_id, campaign_id, version),
  foreign key (clinic_id, campaign_id) references campaigns.campaign (clinic_id, id)
);
select platform.make_append_only('campaigns.version');

-- One patient's way through one campaign: a row with next_at, never a sleeping workflow (law 6).
create table campaigns.enrolment (
  clinic_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  patient_id uuid not null,
  entry_key text not null,                         -- the recall cycle: a patient enters once per cycle (law 9)
  type_key text,
  band text,
  anchor_on date not null,                         -- due date (recall) or the day of enrolment (reactivation)
  arm text not null check (arm in ('contacted', 'hold_out')),
  state text not null check (state in ('active', 'booked', 'declined', 'opted_out', 'exhausted', 'left', 'ended')),
  contacts jsonb not null default '[]',            -- [{ stepKey, contactNumber, at, outcome }], oldest first
  reactions jsonb not null default '[]',           -- [{ kind, at }]
  next_at timestamptz,                             -- null: nothing more to do
  enrolled_at timestamptz not null,
  first_contact_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  close_reason text,
  appointment_id uuid,
  primary key (clinic_id, id),
  unique (clinic_id, campaign_id, patient_id, entry_key),
  foreign key (clinic_id, campaign_id, version) references campaigns.version (clinic_id, campaign_id, version),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index enrolment_due on campaigns.enrolment (clinic_id, next_at, id) where state = 'active' and next_at is not null;
create index enrolment_by_patient on campaigns.enrolment (clinic_id, patient_id, enrolled_at desc);
create index enrolment_by_campaign on campaigns.enrolment (clinic_id, campaign_id, state);
select platform.make_tenant('campaigns.enrolment');

-- Confirm, day-before and missed-visit messages: a stream whose origin is the appointment, not a campaign.
create table campaigns.visit_stream (
  clinic_id uuid not null,
  appointment_id uuid not null,
  patient_id uuid not null,
  contacts jsonb not null default '[]',            -- [{ stepKey, contactNumber, at, outcome }]
  next_at timestamptz,                             -- null: silent until the appointment changes
  primary key (clinic_id, appointment_id),
  foreign key (clinic_id, appointment_id) references scheduling.appointment (clinic_id, id)
);
create index visit_stream_due on campaigns.visit_stream (clinic_id, next_at) where next_at is not null;
select platform.make_tenant('campaigns.visit_stream');
