create schema outreach;
grant usage on schema outreach to kembali_app;

-- A clinic's account at a carrier or mail server. The secret itself lives in the environment or a file; here is its name.
create table outreach.account (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  provider text not null check (provider in ('smpp', 'smtp', 'loopback')),
  sender text not null,                            -- sender name, number or From address
  settings jsonb not null default '{}',
  secret_name text,
  per_second integer not null default 10 check (per_second between 1 and 5000),
  part_cost_minor numeric not null default 0,      -- minor currency units for one SMS part or one e-mail
  accepts_replies boolean not null default true,
  next_reference integer not null default 1,       -- user_message_reference of the next message: unique for 65,535 in a row
  state text not null default 'active' check (state in ('active', 'paused', 'ended')),
  created_at timestamptz not null,
  primary key (clinic_id, id)
);
select platform.make_tenant('outreach.account');

-- Where outreach comes from: campaign:<id>, appointments, replies. The gate joins it live (law 7).
create table outreach.sending_stream (
  clinic_id uuid not null references clinic.clinic (id),
  origin text not null,
  state text not null check (state in ('running', 'paused', 'ended')),
  changed_at timestamptz not null,
  primary key (clinic_id, origin)
);
select platform.make_tenant('outreach.sending_stream');

-- The outbox (law 8). One message has 1..n items; delivery is separate from acceptance.
create table outreach.message (
  clinic_id uuid not null,
  id uuid not null,
  send_key text not null,                          -- origin:subject:step:contact-number, never a retry counter
  origin text not null,
  subject_key text not null,                       -- the enrolment or appointment or thread it belongs to
  step_key text not null,
  purpose text not null check (purpose in ('visit_admin', 'care_recall', 'reactivation', 'feedback', 'marketing')),
  kind text not null,                              -- message kind, e.g. recall_invitation
  is_invitation boolean not null,                  -- the future-appointment check applies to these only
  is_reply boolean not null default false,         -- answers to the patient's own message: no quiet hours, no cap
  patient_id uuid not null,
  contact_point_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  account_id uuid not null,
  language text not null check (language in ('en', 'pl', 'ru', 'ms')),
  subject text,
  body text not null,
  html text,
  link_purpose text check (link_purpose in ('book', 'confirm')),  -- a one-purpose link is made when the message is claimed: the text holds a marker, never a token
  link_minutes integer not null default 20160,     -- how long that link lives
  prompt jsonb,                                    -- { kind, options, minutes }: opened when the message is claimed
  appointment_id uuid,
  cap_per_30_days integer,                         -- null: not counted as a contact (visits, replies)
  parts integer not null default 1,
  cost_minor numeric not null default 0,
  state text not null check (state in ('queued', 'withheld', 'expired', 'submitting', 'accepted', 'failed', 'ambiguous')),
  state_reason text,
  trace jsonb not null default '[]',               -- the gate's decisions, newest last
  planned_at timestamptz not null,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  lease_token uuid,                                -- fencing: only its holder may finish the claim
  lease_until timestamptz,
  reference integer not null check (reference between 1 and 65535),  -- SMPP user_message_reference
  provider_message_id text,
  submitted_at timestamptz,
  settled_at timestamptz,                          -- accepted, failed, withheld, expired
  released_at timestamptz,                         -- an ambiguous row found absent at the server goes out once more, once
  delivery text not null default 'none' check (delivery in ('none', 'enroute', 'delivered', 'failed')),
  delivered_at timestamptz,
  clicked_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, send_key),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, contact_point_id) references patients.contact_point (clinic_id, id),
  foreign key (clinic_id, account_id) references outreach.account (clinic_id, id),
  foreign key (clinic_id, origin) references outreach.sending_stream (clinic_id, origin)
);
create index message_queued on outreach.message (clinic_id, not_before, id) where state = 'queued';
create index message_submitting on outreach.message (clinic_id, lease_until) where state = 'submitting';
create index message_ambiguous on outreach.message (clinic_id, submitted_at) where state = 'ambiguous';
create index message_by_patient on outreach.message (clinic_id, patient_id, planned_at desc);
create index message_by_origin on outreach.message (clinic_id, origin, state);
create index message_by_subject on outreach.message (clinic_id, subject_key);
create index message_by_provider_id on outreach.message (clinic_id, provider_message_id);
create index message_by_contact on outreach.message (clinic_id, contact_point_id, submitted_at desc);
select platform.make_tenant('outreach.message');

create table outreach.message_item (
  clinic_id uuid not null,
  message_id uuid not null,
  patient_id uuid not null,
  type_key text,                                   -- the recall type this is about
  primary key (clinic_id, message_id, patient_id),
  foreign key (clinic_id, message_id) references outreach.message (clinic_id, id)
);
select platform.make_tenant('outreach.message_item');

-- Provider ids of the parts of a long SMS: a receipt may name any of them.
create table outreach.message_part (
  clinic_id uuid not null,
  account_id uuid not null,
  provider_message_id text not null,
  message_id uuid not null,
  is_last boolean not null,
  primary key (clinic_id, account_id, provider_message_id, message_id),
  foreign key (clinic_id, message_id) references outreach.message (clinic_id, id)
);
select platform.make_tenant('outreach.message_part');

create table outreach.receipt (
  clinic_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  at timestamptz not null,
  status text not null,
  detail text,
  primary key (clinic_id, id),
  foreign key (clinic_id, message_id) references outreach.message (clinic_id, id)
);
create index receipt_by_message on outreach.receipt (clinic_id, message_id, at);
select platform.make_append_only('outreach.receipt');

-- Every decision to send, hold, skip or end, with the facts it rested on (G1): replayable.
create table outreach.decision (
  clinic_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  patient_id uuid not null,
  origin text not null,
  subject_key text not null,
  step_key text not null,
  stage text not null check (stage in ('planned', 'sending')),
  outcome text not null check (outcome in ('send', 'hold', 'skip', 'exit')),
  reason text not null,                            -- key, e.g. no_consent
  hold_until timestamptz,
  message_id uuid,
  trace jsonb not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index decision_by_patient on outreach.decision (clinic_id, patient_id, at desc);
create index decision_by_origin on outreach.decision (clinic_id, origin, outcome, reason);
select platform.make_append_only('outreach.decision');

-- Caps reserve a counter row, not COUNT(*): contacts of one patient on one clinic-local day; a failed send gives it back.
create table outreach.contact_day (
  clinic_id uuid not null,
  patient_id uuid not null,
  day date not null,
  contacts integer not null,
  primary key (clinic_id, patient_id, day)
);
select platform.make_tenant('outreach.contact_day');

-- What a digit or a yes would mean: the option map of the last prompt sent to a contact point.
create table outreach.prompt (
  clinic_id uuid not null,
  id uuid not null,
  contact_point_id uuid not null,
  patient_id uuid not null,
  message_id uuid,
  kind text not null check (kind in ('offer', 'confirm', 'call_back', 'which_one', 'not_now')),
  options jsonb not null,                          -- digit -> { action, … }
  subject_key text not null,                       -- enrolment:<id> or appointment:<id>
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  close_reason text,
  primary key (clinic_id, id),
  foreign key (clinic_id, contact_point_id) references patients.contact_point (clinic_id, id)
);
create index prompt_open on outreach.prompt (clinic_id, contact_point_id, opened_at desc) where closed_at is null;
select platform.make_tenant('outreach.prompt');

-- Single-purpose links of patients. Only the hash of the secret is stored; tokens read <clinic key>.<secret>.
create table outreach.page_link (
  clinic_id uuid not null,
  token_hash text not null,
  purpose text not null check (purpose in ('book', 'confirm', 'unsubscribe')),
  patient_id uuid not null,
  contact_point_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  subject_key text not null,
  origin text not null,
  message_id uuid,
  appointment_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,                           -- the first POST, never a GET
  verified_at timestamptz,                         -- date of birth given
  failed_tries integer not null default 0,
  revoked_at timestamptz,
  primary key (clinic_id, token_hash),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index page_link_by_subject on outreach.page_link (clinic_id, subject_key);
select platform.make_tenant('outreach.page_link');
