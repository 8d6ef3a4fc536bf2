-- Printed from the catalogue by `npm run gen`; the migrations are the source.

CREATE OR REPLACE FUNCTION patients.search_patients(folded_query text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  words text[] := regexp_split_to_array(trim(folded_query), '\s+');
  patterns text[] := array(
    select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from unnest(words) with ordinality as t (w, n) order by length(w) desc, n limit 3);
  clinic uuid := nullif(current_setting('app.clinic_id', true), '')::uuid;
begin
  -- The longest word alone decides the index look-up: short ones have no trigrams and would scan the whole index.
  return query
    select p.id from patients.patient p
    where p.clinic_id = clinic and p.merged_into is null
      and p.search_text like patterns[1]
      and (patterns[2] is null or (p.search_text || '') like patterns[2])
      and (patterns[3] is null or (p.search_text || '') like patterns[3])
    order by p.full_name, p.id
    limit most;
end $function$;

CREATE OR REPLACE FUNCTION platform.folded(input text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select translate(lower(input),
    'ąćęłńóśźżáàâäãåčďéèêëěíìîïľňôöőøřšťúùûüůűýžçñßё''`-.,()',
    'acelnoszzaaaaaacdeeeeeiiiilnoooorstuuuuuuyzcnsе        ')
$function$;

CREATE OR REPLACE FUNCTION platform.make_append_only(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform platform.make_tenant(target);
  execute format('revoke update, delete on %s from kembali_app', target);
end $function$;

CREATE OR REPLACE FUNCTION platform.make_tenant(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s using (clinic_id = nullif(current_setting(''app.clinic_id'', true), '''')::uuid)', target);
  execute format('grant select, insert, update, delete on %s to kembali_app', target);
end $function$;

create table auth.account (
  id text not null,
  accountId text not null,
  providerId text not null,
  userId text not null,
  accessToken text,
  refreshToken text,
  idToken text,
  accessTokenExpiresAt timestamp with time zone,
  refreshTokenExpiresAt timestamp with time zone,
  scope text,
  password text,
  createdAt timestamp with time zone not null,
  updatedAt timestamp with time zone not null,
  constraint account_userId_fkey FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint account_pkey PRIMARY KEY (id)
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");
grant none on auth.account to kembali_app;

create table auth.rateLimit (
  id text not null,
  key text not null,
  count integer not null,
  lastRequest bigint not null,
  constraint rateLimit_pkey PRIMARY KEY (id),
  constraint rateLimit_key_key UNIQUE (key)
);
grant none on auth.rateLimit to kembali_app;

create table auth.session (
  id text not null,
  expiresAt timestamp with time zone not null,
  token text not null,
  createdAt timestamp with time zone not null,
  updatedAt timestamp with time zone not null,
  ipAddress text,
  userAgent text,
  userId text not null,
  lastActiveAt timestamp with time zone,
  constraint session_userId_fkey FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token)
);
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");
grant none on auth.session to kembali_app;

create table auth.twoFactor (
  id text not null,
  secret text not null,
  backupCodes text not null,
  userId text not null,
  verified boolean,
  failedVerificationCount integer,
  lockedUntil timestamp with time zone,
  constraint twoFactor_userId_fkey FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint twoFactor_pkey PRIMARY KEY (id)
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret);
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");
grant none on auth.twoFactor to kembali_app;

create table auth.user (
  id text not null,
  name text not null,
  email text not null,
  emailVerified boolean not null,
  image text,
  createdAt timestamp with time zone not null,
  updatedAt timestamp with time zone not null,
  twoFactorEnabled boolean,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);
grant none on auth.user to kembali_app;

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expiresAt timestamp with time zone not null,
  createdAt timestamp with time zone not null,
  updatedAt timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);
grant none on auth.verification to kembali_app;

create table campaigns.audience (
  clinic_id uuid not null,
  id uuid not null,
  name text not null,
  version integer not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  changed_by text not null,
  size_matching integer,
  size_reachable integer,
  counted_at timestamp with time zone,
  constraint audience_check CHECK ((((counted_at IS NULL) = (size_matching IS NULL)) AND ((counted_at IS NULL) = (size_reachable IS NULL)))),
  constraint audience_name_check CHECK ((name <> ''::text)),
  constraint audience_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint audience_pkey PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX audience_by_name ON campaigns.audience USING btree (clinic_id, lower(name)) WHERE (ended_at IS NULL);
alter table campaigns.audience enable row level security;
create policy on campaigns.audience tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on campaigns.audience to kembali_app;

create table campaigns.audience_version (
  clinic_id uuid not null,
  audience_id uuid not null,
  version integer not null,
  document jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint audience_version_clinic_id_audience_id_fkey FOREIGN KEY (clinic_id, audience_id) REFERENCES campaigns.audience(clinic_id, id),
  constraint audience_version_pkey PRIMARY KEY (clinic_id, audience_id, version)
);
alter table campaigns.audience_version enable row level security;
create policy on campaigns.audience_version tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on campaigns.audience_version to kembali_app;

create table campaigns.campaign (
  clinic_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  state text not null,
  version integer not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  last_enrolled_at timestamp with time zone,
  constraint campaign_kind_check CHECK ((kind = ANY (ARRAY['recall'::text, 'reactivation'::text, 'one_off'::text]))),
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'paused'::text, 'ended'::text]))),
  constraint campaign_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint campaign_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX campaign_running ON campaigns.campaign USING btree (clinic_id, state);
alter table campaigns.campaign enable row level security;
create policy on campaigns.campaign tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on campaigns.campaign to kembali_app;

create table campaigns.enrolment (
  clinic_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  patient_id uuid not null,
  entry_key text not null,
  type_key text,
  band text,
  anchor_on date not null,
  arm text not null,
  state text not null,
  contacts jsonb not null default '[]'::jsonb,
  reactions jsonb not null default '[]'::jsonb,
  next_at timestamp with time zone,
  enrolled_at timestamp with time zone not null,
  first_contact_at timestamp with time zone,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  close_reason text,
  appointment_id uuid,
  invited_at timestamp with time zone,
  invited_by text,
  was_held_out boolean not null default false,
  constraint enrolment_arm_check CHECK ((arm = ANY (ARRAY['contacted'::text, 'hold_out'::text]))),
  constraint enrolment_invited_by_somebody CHECK (((invited_at IS NULL) = (invited_by IS NULL))),
  constraint enrolment_state_check CHECK ((state = ANY (ARRAY['active'::text, 'booked'::text, 'declined'::text, 'opted_out'::text, 'exhausted'::text, 'left'::text, 'ended'::text]))),
  constraint enrolment_was_held_out CHECK (((NOT was_held_out) OR ((invited_at IS NOT NULL) AND (arm = 'contacted'::text)))),
  constraint enrolment_clinic_id_campaign_id_version_fkey FOREIGN KEY (clinic_id, campaign_id, version) REFERENCES campaigns.version(clinic_id, campaign_id, version),
  constraint enrolment_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint enrolment_pkey PRIMARY KEY (clinic_id, id),
  constraint enrolment_clinic_id_campaign_id_patient_id_entry_key_key UNIQUE (clinic_id, campaign_id, patient_id, entry_key)
);
CREATE INDEX enrolment_by_campaign ON campaigns.enrolment USING btree (clinic_id, campaign_id, state);
CREATE INDEX enrolment_by_patient ON campaigns.enrolment USING btree (clinic_id, patient_id, enrolled_at DESC);
CREATE INDEX enrolment_due ON campaigns.enrolment USING btree (clinic_id, next_at, id) WHERE ((state = 'active'::text) AND (next_at IS NOT NULL));
alter table campaigns.enrolment enable row level security;
create policy on campaigns.enrolment tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on campaigns.enrolment to kembali_app;

create table campaigns.version (
  clinic_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  document jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint version_clinic_id_campaign_id_fkey FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaigns.campaign(clinic_id, id),
  constraint version_pkey PRIMARY KEY (clinic_id, campaign_id, version)
);
CREATE INDEX version_by_audience ON campaigns.version USING btree (clinic_id, ((document #>> '{audience,audienceId}'::text[]))) WHERE ((document #>> '{audience,kind}'::text[]) = 'saved'::text);
alter table campaigns.version enable row level security;
create policy on campaigns.version tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on campaigns.version to kembali_app;

create table campaigns.visit_stream (
  clinic_id uuid not null,
  appointment_id uuid not null,
  patient_id uuid not null,
  contacts jsonb not null default '[]'::jsonb,
  next_at timestamp with time zone,
  constraint visit_stream_clinic_id_appointment_id_fkey FOREIGN KEY (clinic_id, appointment_id) REFERENCES scheduling.appointment(clinic_id, id),
  constraint visit_stream_pkey PRIMARY KEY (clinic_id, appointment_id)
);
CREATE INDEX visit_stream_due ON campaigns.visit_stream USING btree (clinic_id, next_at) WHERE (next_at IS NOT NULL);
alter table campaigns.visit_stream enable row level security;
create policy on campaigns.visit_stream tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on campaigns.visit_stream to kembali_app;

create table clinic.audit (
  clinic_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  action text not null,
  subject_kind text not null,
  subject_id text,
  detail jsonb not null default '{}'::jsonb,
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'patient'::text, 'system'::text, 'command_line'::text]))),
  constraint audit_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint audit_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX audit_by_subject ON clinic.audit USING btree (clinic_id, subject_kind, subject_id, at DESC);
CREATE INDEX audit_by_time ON clinic.audit USING btree (clinic_id, at DESC);
alter table clinic.audit enable row level security;
create policy on clinic.audit tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on clinic.audit to kembali_app;

create table clinic.clinic (
  id uuid not null,
  key text not null,
  name text not null,
  display_name text not null,
  practice_type text not null,
  country text not null,
  region text,
  zone text not null,
  language text not null,
  currency text not null,
  phone text,
  address text,
  public_url text,
  mean_visit_value integer,
  source_answered_at timestamp with time zone,
  source_stale_after_hours integer,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint clinic_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint clinic_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint clinic_key_check CHECK ((key ~ '^[a-z0-9]{4,12}$'::text)),
  constraint clinic_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text, 'ru'::text, 'ms'::text]))),
  constraint clinic_practice_type_check CHECK ((practice_type = ANY (ARRAY['dental'::text, 'primary_care'::text, 'physiotherapy'::text, 'specialist'::text]))),
  constraint clinic_pkey PRIMARY KEY (id),
  constraint clinic_key_key UNIQUE (key)
);
grant select on clinic.clinic to kembali_app;

create table clinic.location (
  clinic_id uuid not null,
  id uuid not null,
  source text not null,
  external_id text not null,
  name text not null,
  address text,
  zone text,
  constraint location_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint location_pkey PRIMARY KEY (clinic_id, id),
  constraint location_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
alter table clinic.location enable row level security;
create policy on clinic.location tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on clinic.location to kembali_app;

create table clinic.one_time_link (
  token_hash text not null,
  purpose text not null,
  clinic_id uuid,
  auth_user_id text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  role text not null default 'owner'::text,
  constraint one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['set_up'::text, 'sign_in'::text]))),
  constraint one_time_link_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'front_desk'::text, 'clinician'::text, 'read_only'::text]))),
  constraint one_time_link_pkey PRIMARY KEY (token_hash)
);
grant none on clinic.one_time_link to kembali_app;

create table clinic.route (
  kind text not null,
  key text not null,
  clinic_id uuid not null,
  created_at timestamp with time zone not null,
  constraint route_kind_check CHECK ((kind = ANY (ARRAY['sender'::text, 'provider_message'::text, 'return_path'::text, 'token'::text]))),
  constraint route_pkey PRIMARY KEY (kind, key)
);
CREATE INDEX route_by_clinic ON clinic.route USING btree (clinic_id, kind);
grant insert, select on clinic.route to kembali_app;

create table clinic.staff (
  clinic_id uuid not null,
  id uuid not null,
  auth_user_id text not null,
  name text not null,
  email text not null,
  role text not null,
  language text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint staff_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text, 'ru'::text, 'ms'::text]))),
  constraint staff_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'front_desk'::text, 'clinician'::text, 'read_only'::text]))),
  constraint staff_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint staff_pkey PRIMARY KEY (clinic_id, id),
  constraint staff_clinic_id_auth_user_id_key UNIQUE (clinic_id, auth_user_id)
);
CREATE INDEX staff_by_user ON clinic.staff USING btree (auth_user_id);
alter table clinic.staff enable row level security;
create policy on clinic.staff tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on clinic.staff to kembali_app;

create table conversations.entry (
  clinic_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  at timestamp with time zone not null,
  direction text not null,
  text text not null,
  provider_key text,
  content_hash text,
  message_id uuid,
  staff_id uuid,
  understood jsonb,
  constraint entry_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'event'::text]))),
  constraint entry_clinic_id_thread_id_fkey FOREIGN KEY (clinic_id, thread_id) REFERENCES conversations.thread(clinic_id, id),
  constraint entry_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX entry_by_content ON conversations.entry USING btree (clinic_id, thread_id, content_hash, at);
CREATE UNIQUE INDEX entry_by_provider_key ON conversations.entry USING btree (clinic_id, provider_key) WHERE (provider_key IS NOT NULL);
CREATE INDEX entry_by_thread ON conversations.entry USING btree (clinic_id, thread_id, at, id);
alter table conversations.entry enable row level security;
create policy on conversations.entry tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on conversations.entry to kembali_app;

create table conversations.thread (
  clinic_id uuid not null,
  id uuid not null,
  contact_point_id uuid not null,
  channel text not null,
  patient_id uuid,
  state text not null,
  needs text,
  assigned_to uuid,
  snoozed_until timestamp with time zone,
  waiting_since timestamp with time zone,
  last_at timestamp with time zone not null,
  last_text text not null,
  opened_at timestamp with time zone not null,
  constraint thread_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint thread_state_check CHECK ((state = ANY (ARRAY['begun'::text, 'open'::text, 'snoozed'::text, 'done'::text]))),
  constraint thread_clinic_id_contact_point_id_fkey FOREIGN KEY (clinic_id, contact_point_id) REFERENCES patients.contact_point(clinic_id, id),
  constraint thread_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint thread_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX thread_by_state ON conversations.thread USING btree (clinic_id, state, waiting_since);
CREATE UNIQUE INDEX thread_one_per_address ON conversations.thread USING btree (clinic_id, contact_point_id, channel);
alter table conversations.thread enable row level security;
create policy on conversations.thread tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on conversations.thread to kembali_app;

create table insights.audit_answer (
  clinic_id uuid not null,
  id uuid not null,
  question text not null,
  answer text not null,
  answered_at timestamp with time zone not null,
  answered_by text not null,
  constraint audit_answer_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 500))),
  constraint audit_answer_question_check CHECK ((question = ANY (ARRAY['who'::text, 'how'::text, 'how_often'::text, 'technology'::text, 'no_answer'::text]))),
  constraint audit_answer_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint audit_answer_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX audit_answer_by_question ON insights.audit_answer USING btree (clinic_id, question, answered_at);
alter table insights.audit_answer enable row level security;
create policy on insights.audit_answer tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on insights.audit_answer to kembali_app;

create table insights.audit_measurement (
  clinic_id uuid not null,
  id uuid not null,
  state text not null,
  requested_at timestamp with time zone not null,
  requested_by text not null,
  attempts integer not null default 0,
  step text,
  started_at timestamp with time zone,
  lease_token uuid,
  lease_until timestamp with time zone,
  finished_at timestamp with time zone,
  found jsonb,
  constraint audit_measurement_check CHECK (((state = 'done'::text) = (found IS NOT NULL))),
  constraint audit_measurement_check1 CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
  constraint audit_measurement_check2 CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
  constraint audit_measurement_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint audit_measurement_step_check CHECK ((step = ANY (ARRAY['due'::text, 'returns'::text, 'lapsed'::text, 'records'::text]))),
  constraint audit_measurement_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint audit_measurement_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX audit_measurement_newest ON insights.audit_measurement USING btree (clinic_id, requested_at);
CREATE UNIQUE INDEX audit_measurement_running ON insights.audit_measurement USING btree (clinic_id) WHERE (state = 'running'::text);
CREATE UNIQUE INDEX audit_measurement_waiting ON insights.audit_measurement USING btree (clinic_id) WHERE (state = 'waiting'::text);
alter table insights.audit_measurement enable row level security;
create policy on insights.audit_measurement tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on insights.audit_measurement to kembali_app;

create table insights.guided_start_choice (
  clinic_id uuid not null,
  id uuid not null,
  choice text not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  constraint guided_start_choice_choice_check CHECK ((choice = ANY (ARRAY['not_now'::text, 'go_on'::text]))),
  constraint guided_start_choice_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint guided_start_choice_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX guided_start_choice_newest ON insights.guided_start_choice USING btree (clinic_id, made_at);
alter table insights.guided_start_choice enable row level security;
create policy on insights.guided_start_choice tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on insights.guided_start_choice to kembali_app;

create table insights.saved_view (
  clinic_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  name text not null,
  filter jsonb not null,
  saved_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint saved_view_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint saved_view_clinic_id_staff_id_fkey FOREIGN KEY (clinic_id, staff_id) REFERENCES clinic.staff(clinic_id, id),
  constraint saved_view_pkey PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX saved_view_name ON insights.saved_view USING btree (clinic_id, staff_id, lower(name)) WHERE (removed_at IS NULL);
alter table insights.saved_view enable row level security;
create policy on insights.saved_view tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on insights.saved_view to kembali_app;

create table integrations.practice_system (
  clinic_id uuid not null,
  id uuid not null,
  kind text not null,
  base_url text not null,
  source text not null,
  secret_name text,
  state text not null,
  last_answer_at timestamp with time zone,
  last_error text,
  created_at timestamp with time zone not null,
  constraint practice_system_kind_check CHECK ((kind = 'fhir_r4'::text)),
  constraint practice_system_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text]))),
  constraint practice_system_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint practice_system_pkey PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX practice_system_one ON integrations.practice_system USING btree (clinic_id) WHERE (state = 'active'::text);
alter table integrations.practice_system enable row level security;
create policy on integrations.practice_system tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on integrations.practice_system to kembali_app;

create table integrations.write_back (
  clinic_id uuid not null,
  appointment_id uuid not null,
  action text not null,
  state text not null,
  attempts integer not null default 0,
  next_at timestamp with time zone not null,
  give_up_at timestamp with time zone not null,
  remote_id text,
  last_error text,
  lease_token uuid,
  lease_until timestamp with time zone,
  requested_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  copies text[] not null default '{}'::text[],
  constraint write_back_action_check CHECK ((action = ANY (ARRAY['create'::text, 'cancel'::text]))),
  constraint write_back_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'done'::text, 'refused'::text, 'timed_out'::text]))),
  constraint write_back_clinic_id_appointment_id_fkey FOREIGN KEY (clinic_id, appointment_id) REFERENCES scheduling.appointment(clinic_id, id),
  constraint write_back_pkey PRIMARY KEY (clinic_id, appointment_id, action)
);
CREATE INDEX write_back_due ON integrations.write_back USING btree (clinic_id, next_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
alter table integrations.write_back enable row level security;
create policy on integrations.write_back tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on integrations.write_back to kembali_app;

create table outreach.account (
  clinic_id uuid not null,
  id uuid not null,
  channel text not null,
  provider text not null,
  sender text not null,
  settings jsonb not null default '{}'::jsonb,
  secret_name text,
  part_cost_minor numeric not null default 0,
  accepts_replies boolean not null default true,
  next_reference integer not null default 1,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null,
  constraint account_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint account_provider_check CHECK ((provider = ANY (ARRAY['smpp'::text, 'smtp'::text, 'loopback'::text]))),
  constraint account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'ended'::text]))),
  constraint account_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint account_pkey PRIMARY KEY (clinic_id, id)
);
alter table outreach.account enable row level security;
create policy on outreach.account tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.account to kembali_app;

create table outreach.channel_health (
  clinic_id uuid not null,
  account_id uuid not null,
  state text not null,
  trouble jsonb,
  since timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  last_inbound_at timestamp with time zone,
  constraint channel_health_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'connecting'::text, 'failing'::text, 'unopened'::text]))),
  constraint channel_health_clinic_id_account_id_fkey FOREIGN KEY (clinic_id, account_id) REFERENCES outreach.account(clinic_id, id),
  constraint channel_health_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint channel_health_pkey PRIMARY KEY (clinic_id, account_id)
);
alter table outreach.channel_health enable row level security;
create policy on outreach.channel_health tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.channel_health to kembali_app;

create table outreach.contact_day (
  clinic_id uuid not null,
  patient_id uuid not null,
  day date not null,
  contacts integer not null,
  constraint contact_day_pkey PRIMARY KEY (clinic_id, patient_id, day)
);
alter table outreach.contact_day enable row level security;
create policy on outreach.contact_day tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.contact_day to kembali_app;

create table outreach.decision (
  clinic_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  patient_id uuid not null,
  origin text not null,
  subject_key text not null,
  step_key text not null,
  stage text not null,
  outcome text not null,
  reason text not null,
  hold_until timestamp with time zone,
  message_id uuid,
  trace jsonb not null,
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['send'::text, 'hold'::text, 'skip'::text, 'exit'::text]))),
  constraint decision_stage_check CHECK ((stage = ANY (ARRAY['planned'::text, 'sending'::text]))),
  constraint decision_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint decision_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX decision_by_origin ON outreach.decision USING btree (clinic_id, origin, outcome, reason);
CREATE INDEX decision_by_patient ON outreach.decision USING btree (clinic_id, patient_id, at DESC);
alter table outreach.decision enable row level security;
create policy on outreach.decision tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on outreach.decision to kembali_app;

create table outreach.inbound_part (
  clinic_id uuid not null,
  inbound_text_id uuid not null,
  sequence integer not null,
  words text not null,
  received_at timestamp with time zone not null,
  constraint inbound_part_sequence_check CHECK (((sequence >= 1) AND (sequence <= 255))),
  constraint inbound_part_clinic_id_inbound_text_id_fkey FOREIGN KEY (clinic_id, inbound_text_id) REFERENCES outreach.inbound_text(clinic_id, id),
  constraint inbound_part_pkey PRIMARY KEY (clinic_id, inbound_text_id, sequence)
);
alter table outreach.inbound_part enable row level security;
create policy on outreach.inbound_part tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.inbound_part to kembali_app;

create table outreach.inbound_text (
  clinic_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  sender text not null,
  recipient text not null,
  reference integer not null,
  total integer not null,
  state text not null,
  started_at timestamp with time zone not null,
  next_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint inbound_text_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'handed_on'::text, 'repeated'::text]))),
  constraint inbound_text_total_check CHECK (((total >= 2) AND (total <= 255))),
  constraint inbound_text_clinic_id_account_id_fkey FOREIGN KEY (clinic_id, account_id) REFERENCES outreach.account(clinic_id, id),
  constraint inbound_text_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX inbound_text_due ON outreach.inbound_text USING btree (clinic_id, next_at) WHERE (next_at IS NOT NULL);
CREATE UNIQUE INDEX inbound_text_open ON outreach.inbound_text USING btree (clinic_id, account_id, sender, recipient, reference, total) WHERE (state = 'open'::text);
CREATE INDEX inbound_text_same ON outreach.inbound_text USING btree (clinic_id, account_id, sender, recipient, reference, total);
alter table outreach.inbound_text enable row level security;
create policy on outreach.inbound_text tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.inbound_text to kembali_app;

create table outreach.message (
  clinic_id uuid not null,
  id uuid not null,
  send_key text not null,
  origin text not null,
  subject_key text not null,
  step_key text not null,
  purpose text not null,
  kind text not null,
  is_invitation boolean not null,
  is_reply boolean not null default false,
  patient_id uuid not null,
  contact_point_id uuid not null,
  channel text not null,
  account_id uuid not null,
  language text not null,
  subject text,
  body text not null,
  html text,
  link_purpose text,
  link_minutes integer not null default 20160,
  prompt jsonb,
  appointment_id uuid,
  cap_per_30_days integer,
  parts integer not null default 1,
  cost_minor numeric not null default 0,
  state text not null,
  state_reason text,
  trace jsonb not null default '[]'::jsonb,
  planned_at timestamp with time zone not null,
  not_before timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  reference integer not null,
  provider_message_id text,
  submitted_at timestamp with time zone,
  settled_at timestamp with time zone,
  released_at timestamp with time zone,
  delivery text not null default 'none'::text,
  delivered_at timestamp with time zone,
  clicked_at timestamp with time zone,
  own_wording text,
  submissions integer not null default 1,
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint message_delivery_check CHECK ((delivery = ANY (ARRAY['none'::text, 'enroute'::text, 'delivered'::text, 'failed'::text]))),
  constraint message_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text, 'ru'::text, 'ms'::text]))),
  constraint message_link_purpose_check CHECK ((link_purpose = ANY (ARRAY['book'::text, 'confirm'::text]))),
  constraint message_own_wording_check CHECK ((own_wording ~ '@[1-9][0-9]*$'::text)),
  constraint message_purpose_check CHECK ((purpose = ANY (ARRAY['visit_admin'::text, 'care_recall'::text, 'reactivation'::text, 'feedback'::text, 'marketing'::text]))),
  constraint message_reference_check CHECK (((reference >= 1) AND (reference <= 65535))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'withheld'::text, 'expired'::text, 'submitting'::text, 'accepted'::text, 'failed'::text, 'ambiguous'::text]))),
  constraint message_submissions_check CHECK (((submissions >= 1) AND (submissions <= 255))),
  constraint message_clinic_id_account_id_fkey FOREIGN KEY (clinic_id, account_id) REFERENCES outreach.account(clinic_id, id),
  constraint message_clinic_id_contact_point_id_fkey FOREIGN KEY (clinic_id, contact_point_id) REFERENCES patients.contact_point(clinic_id, id),
  constraint message_clinic_id_origin_fkey FOREIGN KEY (clinic_id, origin) REFERENCES outreach.sending_stream(clinic_id, origin),
  constraint message_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint message_pkey PRIMARY KEY (clinic_id, id),
  constraint message_clinic_id_send_key_key UNIQUE (clinic_id, send_key)
);
CREATE INDEX message_ambiguous ON outreach.message USING btree (clinic_id, submitted_at) WHERE (state = 'ambiguous'::text);
CREATE INDEX message_by_contact ON outreach.message USING btree (clinic_id, contact_point_id, submitted_at DESC);
CREATE INDEX message_by_origin ON outreach.message USING btree (clinic_id, origin, state);
CREATE INDEX message_by_patient ON outreach.message USING btree (clinic_id, patient_id, planned_at DESC);
CREATE INDEX message_by_provider_id ON outreach.message USING btree (clinic_id, provider_message_id);
CREATE INDEX message_by_subject ON outreach.message USING btree (clinic_id, subject_key);
CREATE INDEX message_queued ON outreach.message USING btree (clinic_id, not_before, id) WHERE (state = 'queued'::text);
CREATE INDEX message_submitting ON outreach.message USING btree (clinic_id, lease_until) WHERE (state = 'submitting'::text);
alter table outreach.message enable row level security;
create policy on outreach.message tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.message to kembali_app;

create table outreach.message_item (
  clinic_id uuid not null,
  message_id uuid not null,
  patient_id uuid not null,
  type_key text,
  constraint message_item_clinic_id_message_id_fkey FOREIGN KEY (clinic_id, message_id) REFERENCES outreach.message(clinic_id, id),
  constraint message_item_pkey PRIMARY KEY (clinic_id, message_id, patient_id)
);
alter table outreach.message_item enable row level security;
create policy on outreach.message_item tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.message_item to kembali_app;

create table outreach.message_part (
  clinic_id uuid not null,
  account_id uuid not null,
  provider_message_id text not null,
  message_id uuid not null,
  is_last boolean not null,
  sequence integer,
  constraint message_part_sequence_check CHECK (((sequence >= 1) AND (sequence <= 255))),
  constraint message_part_clinic_id_message_id_fkey FOREIGN KEY (clinic_id, message_id) REFERENCES outreach.message(clinic_id, id),
  constraint message_part_pkey PRIMARY KEY (clinic_id, account_id, provider_message_id, message_id)
);
alter table outreach.message_part enable row level security;
create policy on outreach.message_part tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.message_part to kembali_app;

create table outreach.page_link (
  clinic_id uuid not null,
  token_hash text not null,
  purpose text not null,
  patient_id uuid not null,
  contact_point_id uuid not null,
  channel text not null,
  subject_key text not null,
  origin text not null,
  message_id uuid,
  appointment_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  verified_at timestamp with time zone,
  failed_tries integer not null default 0,
  revoked_at timestamp with time zone,
  constraint page_link_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint page_link_purpose_check CHECK ((purpose = ANY (ARRAY['book'::text, 'confirm'::text, 'unsubscribe'::text]))),
  constraint page_link_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint page_link_pkey PRIMARY KEY (clinic_id, token_hash)
);
CREATE INDEX page_link_by_subject ON outreach.page_link USING btree (clinic_id, subject_key);
alter table outreach.page_link enable row level security;
create policy on outreach.page_link tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.page_link to kembali_app;

create table outreach.prompt (
  clinic_id uuid not null,
  id uuid not null,
  contact_point_id uuid not null,
  patient_id uuid not null,
  message_id uuid,
  kind text not null,
  options jsonb not null,
  subject_key text not null,
  opened_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  close_reason text,
  constraint prompt_kind_check CHECK ((kind = ANY (ARRAY['offer'::text, 'confirm'::text, 'call_back'::text, 'which_one'::text, 'not_now'::text]))),
  constraint prompt_clinic_id_contact_point_id_fkey FOREIGN KEY (clinic_id, contact_point_id) REFERENCES patients.contact_point(clinic_id, id),
  constraint prompt_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX prompt_open ON outreach.prompt USING btree (clinic_id, contact_point_id, opened_at DESC) WHERE (closed_at IS NULL);
alter table outreach.prompt enable row level security;
create policy on outreach.prompt tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.prompt to kembali_app;

create table outreach.receipt (
  clinic_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  at timestamp with time zone not null,
  status text not null,
  detail text,
  constraint receipt_clinic_id_message_id_fkey FOREIGN KEY (clinic_id, message_id) REFERENCES outreach.message(clinic_id, id),
  constraint receipt_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX receipt_by_message ON outreach.receipt USING btree (clinic_id, message_id, at);
alter table outreach.receipt enable row level security;
create policy on outreach.receipt tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on outreach.receipt to kembali_app;

create table outreach.recent_contact (
  clinic_id uuid not null,
  about text not null,
  subject_id uuid not null,
  contacts timestamp with time zone[] not null,
  constraint recent_contact_about_check CHECK ((about = ANY (ARRAY['patient'::text, 'contact_point'::text]))),
  constraint recent_contact_pkey PRIMARY KEY (clinic_id, about, subject_id)
);
alter table outreach.recent_contact enable row level security;
create policy on outreach.recent_contact tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.recent_contact to kembali_app;

create table outreach.sending_stream (
  clinic_id uuid not null,
  origin text not null,
  state text not null,
  changed_at timestamp with time zone not null,
  constraint sending_stream_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'ended'::text]))),
  constraint sending_stream_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint sending_stream_pkey PRIMARY KEY (clinic_id, origin)
);
alter table outreach.sending_stream enable row level security;
create policy on outreach.sending_stream tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.sending_stream to kembali_app;

create table outreach.test_message (
  clinic_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  address text not null,
  language text not null,
  subject text,
  body text not null,
  state text not null,
  state_reason text,
  delivery text not null default 'none'::text,
  asked_at timestamp with time zone not null,
  staff_id uuid not null,
  not_before timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  lease_token uuid,
  lease_until timestamp with time zone,
  reference integer not null,
  provider_message_id text,
  submitted_at timestamp with time zone,
  settled_at timestamp with time zone,
  delivered_at timestamp with time zone,
  constraint test_message_delivery_check CHECK ((delivery = ANY (ARRAY['none'::text, 'enroute'::text, 'delivered'::text, 'failed'::text]))),
  constraint test_message_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text, 'ru'::text, 'ms'::text]))),
  constraint test_message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'submitting'::text, 'accepted'::text, 'failed'::text, 'ambiguous'::text]))),
  constraint test_message_clinic_id_account_id_fkey FOREIGN KEY (clinic_id, account_id) REFERENCES outreach.account(clinic_id, id),
  constraint test_message_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint test_message_clinic_id_staff_id_fkey FOREIGN KEY (clinic_id, staff_id) REFERENCES clinic.staff(clinic_id, id),
  constraint test_message_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX test_message_by_account ON outreach.test_message USING btree (clinic_id, account_id, asked_at DESC);
CREATE INDEX test_message_open ON outreach.test_message USING btree (clinic_id, not_before) WHERE (state = ANY (ARRAY['queued'::text, 'submitting'::text]));
alter table outreach.test_message enable row level security;
create policy on outreach.test_message tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on outreach.test_message to kembali_app;

create table patients.condition (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  onset_at timestamp with time zone,
  abated_at timestamp with time zone,
  recorded_at timestamp with time zone,
  revision text not null,
  constraint condition_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint condition_pkey PRIMARY KEY (clinic_id, id),
  constraint condition_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX condition_by_code ON patients.condition USING btree (clinic_id, code, patient_id);
CREATE INDEX condition_by_patient ON patients.condition USING btree (clinic_id, patient_id);
alter table patients.condition enable row level security;
create policy on patients.condition tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.condition to kembali_app;

create table patients.consent (
  clinic_id uuid not null,
  id uuid not null,
  contact_point_id uuid not null,
  patient_id uuid,
  channel text not null,
  purpose text not null,
  state text not null,
  at timestamp with time zone not null,
  zone text not null,
  method text not null,
  evidence text not null,
  text_version text,
  language text,
  lawful_basis text,
  staff_id uuid,
  import_batch uuid,
  expires_at timestamp with time zone,
  constraint consent_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'call'::text, 'letter'::text, 'any'::text]))),
  constraint consent_method_check CHECK ((method = ANY (ARRAY['import'::text, 'declared'::text, 'sms'::text, 'email'::text, 'link'::text, 'page'::text, 'front_desk'::text, 'call'::text, 'provider'::text]))),
  constraint consent_purpose_check CHECK ((purpose = ANY (ARRAY['visit_admin'::text, 'care_recall'::text, 'reactivation'::text, 'feedback'::text, 'marketing'::text, 'all'::text]))),
  constraint consent_state_check CHECK ((state = ANY (ARRAY['given'::text, 'withdrawn'::text]))),
  constraint consent_clinic_id_contact_point_id_fkey FOREIGN KEY (clinic_id, contact_point_id) REFERENCES patients.contact_point(clinic_id, id),
  constraint consent_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint consent_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX consent_by_patient ON patients.consent USING btree (clinic_id, patient_id);
CREATE INDEX consent_newest ON patients.consent USING btree (clinic_id, contact_point_id, channel, purpose, at DESC, id DESC);
alter table patients.consent enable row level security;
create policy on patients.consent tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant insert, select on patients.consent to kembali_app;

create table patients.contact_point (
  clinic_id uuid not null,
  id uuid not null,
  kind text not null,
  value text not null,
  validity text not null default 'unknown'::text,
  validity_reason text,
  created_at timestamp with time zone not null,
  validity_at timestamp with time zone,
  constraint contact_point_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text]))),
  constraint contact_point_validity_check CHECK ((validity = ANY (ARRAY['unknown'::text, 'ok'::text, 'invalid'::text]))),
  constraint contact_point_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint contact_point_pkey PRIMARY KEY (clinic_id, id),
  constraint contact_point_clinic_id_kind_value_key UNIQUE (clinic_id, kind, value)
);
CREATE INDEX contact_point_invalid ON patients.contact_point USING btree (clinic_id, id) WHERE (validity = 'invalid'::text);
alter table patients.contact_point enable row level security;
create policy on patients.contact_point tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.contact_point to kembali_app;

create table patients.coverage (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  payer text,
  status text not null,
  starts_on date,
  ends_on date,
  revision text not null,
  constraint coverage_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint coverage_pkey PRIMARY KEY (clinic_id, id),
  constraint coverage_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX coverage_by_patient ON patients.coverage USING btree (clinic_id, patient_id);
alter table patients.coverage enable row level security;
create policy on patients.coverage tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.coverage to kembali_app;

create table patients.duplicate_pair (
  clinic_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  bits double precision not null,
  likelihood double precision not null,
  is_certain boolean not null,
  findings jsonb not null,
  one_basis text not null,
  other_basis text not null,
  state text not null,
  found_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  merge_id uuid,
  constraint duplicate_pair_check CHECK ((one_id < other_id)),
  constraint duplicate_pair_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'merged'::text, 'kept_apart'::text, 'withdrawn'::text]))),
  constraint duplicate_pair_clinic_id_merge_id_fkey FOREIGN KEY (clinic_id, merge_id) REFERENCES patients.merge(clinic_id, id),
  constraint duplicate_pair_clinic_id_one_id_fkey FOREIGN KEY (clinic_id, one_id) REFERENCES patients.patient(clinic_id, id),
  constraint duplicate_pair_clinic_id_other_id_fkey FOREIGN KEY (clinic_id, other_id) REFERENCES patients.patient(clinic_id, id),
  constraint duplicate_pair_pkey PRIMARY KEY (clinic_id, one_id, other_id)
);
CREATE INDEX duplicate_pair_by_other ON patients.duplicate_pair USING btree (clinic_id, other_id);
CREATE INDEX duplicate_pair_by_state ON patients.duplicate_pair USING btree (clinic_id, state, is_certain DESC, bits DESC, one_id, other_id);
alter table patients.duplicate_pair enable row level security;
create policy on patients.duplicate_pair tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.duplicate_pair to kembali_app;

create table patients.import_batch (
  clinic_id uuid not null,
  id uuid not null,
  source text not null,
  format text not null,
  label text not null,
  fingerprint text not null,
  state text not null,
  position jsonb not null default '{}'::jsonb,
  read_count bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  refused_count bigint not null default 0,
  waiting_count bigint not null default 0,
  withheld_count bigint not null default 0,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint import_batch_format_check CHECK ((format = ANY (ARRAY['fhir'::text, 'csv'::text, 'simulation'::text]))),
  constraint import_batch_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  constraint import_batch_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint import_batch_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX import_batch_by_fingerprint ON patients.import_batch USING btree (clinic_id, fingerprint, state);
CREATE INDEX import_batch_by_time ON patients.import_batch USING btree (clinic_id, started_at DESC);
alter table patients.import_batch enable row level security;
create policy on patients.import_batch tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.import_batch to kembali_app;

create table patients.import_refusal (
  clinic_id uuid not null,
  batch_id uuid not null,
  sequence bigint not null,
  file text not null,
  line bigint,
  field text,
  reason text not null,
  constraint import_refusal_clinic_id_batch_id_fkey FOREIGN KEY (clinic_id, batch_id) REFERENCES patients.import_batch(clinic_id, id),
  constraint import_refusal_pkey PRIMARY KEY (clinic_id, batch_id, sequence)
);
alter table patients.import_refusal enable row level security;
create policy on patients.import_refusal tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.import_refusal to kembali_app;

create table patients.match_record (
  clinic_id uuid not null,
  patient_id uuid not null,
  basis text not null,
  keys bigint[] not null,
  words text[] not null,
  record jsonb not null,
  constraint match_record_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint match_record_pkey PRIMARY KEY (clinic_id, patient_id)
);
alter table patients.match_record enable row level security;
create policy on patients.match_record tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.match_record to kembali_app;

create table patients.merge (
  clinic_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  moved uuid[] not null,
  contacts jsonb not null,
  merged_at timestamp with time zone not null,
  merged_by text not null,
  undone_at timestamp with time zone,
  undone_by text,
  constraint merge_clinic_id_from_id_fkey FOREIGN KEY (clinic_id, from_id) REFERENCES patients.patient(clinic_id, id),
  constraint merge_clinic_id_into_id_fkey FOREIGN KEY (clinic_id, into_id) REFERENCES patients.patient(clinic_id, id),
  constraint merge_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX merge_by_from ON patients.merge USING btree (clinic_id, from_id);
CREATE INDEX merge_by_into ON patients.merge USING btree (clinic_id, into_id);
alter table patients.merge enable row level security;
create policy on patients.merge tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.merge to kembali_app;

create table patients.observation (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  status text not null,
  value_number numeric,
  value_text text,
  value_code text,
  unit text,
  observed_at timestamp with time zone,
  revision text not null,
  constraint observation_status_check CHECK ((status = ANY (ARRAY['registered'::text, 'preliminary'::text, 'final'::text, 'amended'::text, 'corrected'::text, 'cancelled'::text, 'entered-in-error'::text, 'unknown'::text]))),
  constraint observation_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint observation_pkey PRIMARY KEY (clinic_id, id),
  constraint observation_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX observation_by_code ON patients.observation USING btree (clinic_id, code, observed_at);
CREATE INDEX observation_by_patient ON patients.observation USING btree (clinic_id, patient_id, code, observed_at) INCLUDE (status);
alter table patients.observation enable row level security;
create policy on patients.observation tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.observation to kembali_app;

create table patients.patient (
  clinic_id uuid not null,
  id uuid not null,
  source text not null,
  external_id text not null,
  given_name text,
  family_name text,
  full_name text not null,
  birth_date date,
  sex text not null default 'unknown'::text,
  language text,
  address text,
  city text,
  postcode text,
  region text,
  country text,
  zone text,
  deceased_at timestamp with time zone,
  is_deceased boolean not null default false,
  deceased_noted_at timestamp with time zone,
  merged_into uuid,
  left_at timestamp with time zone,
  left_reason text,
  safe_contact text not null default 'normal'::text,
  registered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  revision text not null,
  import_batch uuid,
  search_text text generated always as (((platform.folded(full_name) || ' '::text) || lower(external_id))) stored,
  balance_minor integer,
  balance_at timestamp with time zone,
  latitude double precision,
  longitude double precision,
  national_id text,
  sample_bucket integer not null generated always as ((((('x'::text || substr(md5((id)::text), 1, 4)))::bit(16))::integer & 1023)) stored,
  left_noted_at timestamp with time zone,
  birth_date_noted_at timestamp with time zone,
  constraint patient_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint patient_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text, 'ru'::text, 'ms'::text]))),
  constraint patient_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint patient_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint patient_place_whole CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint patient_safe_contact_check CHECK ((safe_contact = ANY (ARRAY['normal'::text, 'confidential'::text, 'none'::text]))),
  constraint patient_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unknown'::text]))),
  constraint patient_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint patient_clinic_id_merged_into_fkey FOREIGN KEY (clinic_id, merged_into) REFERENCES patients.patient(clinic_id, id),
  constraint patient_pkey PRIMARY KEY (clinic_id, id),
  constraint patient_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX patient_by_birth ON patients.patient USING btree (clinic_id, birth_date);
CREATE INDEX patient_by_name ON patients.patient USING btree (clinic_id, full_name, id);
CREATE INDEX patient_merged ON patients.patient USING btree (clinic_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX patient_sample ON patients.patient USING btree (clinic_id, sample_bucket, id) WHERE (merged_into IS NULL);
CREATE INDEX patient_search ON patients.patient USING gin (search_text gin_trgm_ops);
CREATE INDEX patient_without_birth_date ON patients.patient USING btree (clinic_id, full_name, id) WHERE ((birth_date IS NULL) AND (merged_into IS NULL) AND (NOT is_deceased) AND (left_at IS NULL));
alter table patients.patient enable row level security;
create policy on patients.patient tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.patient to kembali_app;

create table patients.patient_contact (
  clinic_id uuid not null,
  patient_id uuid not null,
  contact_point_id uuid not null,
  use text not null default 'unknown'::text,
  rank smallint not null default 1,
  source text not null default 'kembali'::text,
  ended_at timestamp with time zone,
  constraint patient_contact_use_check CHECK ((use = ANY (ARRAY['mobile'::text, 'home'::text, 'work'::text, 'unknown'::text]))),
  constraint patient_contact_clinic_id_contact_point_id_fkey FOREIGN KEY (clinic_id, contact_point_id) REFERENCES patients.contact_point(clinic_id, id),
  constraint patient_contact_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint patient_contact_pkey PRIMARY KEY (clinic_id, patient_id, contact_point_id)
);
CREATE INDEX patient_contact_by_point ON patients.patient_contact USING btree (clinic_id, contact_point_id);
alter table patients.patient_contact enable row level security;
create policy on patients.patient_contact tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.patient_contact to kembali_app;

create table patients.patient_tag (
  clinic_id uuid not null,
  patient_id uuid not null,
  tag text not null,
  source text not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint patient_tag_tag_check CHECK ((tag <> ''::text)),
  constraint patient_tag_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint patient_tag_pkey PRIMARY KEY (clinic_id, patient_id, tag, source, added_at)
);
CREATE INDEX patient_tag_by_tag ON patients.patient_tag USING btree (clinic_id, tag, patient_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX patient_tag_current ON patients.patient_tag USING btree (clinic_id, patient_id, tag, source) WHERE (ended_at IS NULL);
alter table patients.patient_tag enable row level security;
create policy on patients.patient_tag tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.patient_tag to kembali_app;

create table patients.plan_item (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  plan_id uuid,
  is_listed_by_plan boolean not null default false,
  system text,
  code text,
  display text,
  state text not null,
  planned_on date,
  value_minor integer,
  revision text not null,
  constraint plan_item_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text]))),
  constraint plan_item_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint plan_item_pkey PRIMARY KEY (clinic_id, id),
  constraint plan_item_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX plan_item_by_code ON patients.plan_item USING btree (clinic_id, code, state);
CREATE INDEX plan_item_by_patient ON patients.plan_item USING btree (clinic_id, patient_id, state) INCLUDE (plan_id, code);
CREATE INDEX plan_item_by_plan ON patients.plan_item USING btree (clinic_id, plan_id);
alter table patients.plan_item enable row level security;
create policy on patients.plan_item tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.plan_item to kembali_app;

create table patients.procedure (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  status text not null,
  performed_at timestamp with time zone,
  revision text not null,
  constraint procedure_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint procedure_pkey PRIMARY KEY (clinic_id, id),
  constraint procedure_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX procedure_by_code ON patients.procedure USING btree (clinic_id, code, performed_at);
CREATE INDEX procedure_by_patient ON patients.procedure USING btree (clinic_id, patient_id, performed_at) INCLUDE (status, code);
alter table patients.procedure enable row level security;
create policy on patients.procedure tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.procedure to kembali_app;

create table patients.staged_row (
  clinic_id uuid not null,
  source text not null,
  kind text not null,
  external_id text not null,
  awaits text not null,
  awaited_id text not null default ''::text,
  row jsonb not null,
  file text not null,
  line bigint,
  batch_id uuid not null,
  staged_at timestamp with time zone not null,
  constraint staged_row_awaits_check CHECK ((awaits = ANY (ARRAY['patient'::text, 'schedule'::text, 'end_of_run'::text]))),
  constraint staged_row_pkey PRIMARY KEY (clinic_id, source, kind, external_id)
);
CREATE INDEX staged_row_by_awaited ON patients.staged_row USING btree (clinic_id, source, awaits, awaited_id);
alter table patients.staged_row enable row level security;
create policy on patients.staged_row tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.staged_row to kembali_app;

create table patients.treatment_plan (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  title text,
  status text not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  revision text not null,
  constraint treatment_plan_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'active'::text, 'on-hold'::text, 'revoked'::text, 'completed'::text, 'entered-in-error'::text, 'unknown'::text]))),
  constraint treatment_plan_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint treatment_plan_pkey PRIMARY KEY (clinic_id, id),
  constraint treatment_plan_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX treatment_plan_by_code ON patients.treatment_plan USING btree (clinic_id, code, ends_at);
CREATE INDEX treatment_plan_by_patient ON patients.treatment_plan USING btree (clinic_id, patient_id, status, ends_at) INCLUDE (code);
alter table patients.treatment_plan enable row level security;
create policy on patients.treatment_plan tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.treatment_plan to kembali_app;

create table patients.unmatched_patient (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamp with time zone not null,
  constraint unmatched_patient_pkey PRIMARY KEY (clinic_id, patient_id)
);
alter table patients.unmatched_patient enable row level security;
create policy on patients.unmatched_patient tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on patients.unmatched_patient to kembali_app;

create table recall.arrangement (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  type_key text not null,
  kind text not null,
  months integer,
  days integer,
  triggered_on date,
  amount_minor integer,
  recalled_by text,
  made_by text not null,
  reason text not null,
  made_at timestamp with time zone not null,
  expires_on date,
  ended_at timestamp with time zone,
  ended_by text,
  constraint arrangement_check CHECK (
CASE kind
    WHEN 'interval'::text THEN ((months >= 0) AND (days >= 0) AND ((months + days) > 0))
    WHEN 'balance'::text THEN (amount_minor >= 0)
    WHEN 'co_managed'::text THEN (recalled_by IS NOT NULL)
    ELSE true
END),
  constraint arrangement_kind_check CHECK ((kind = ANY (ARRAY['interval'::text, 'choice'::text, 'balance'::text, 'co_managed'::text]))),
  constraint arrangement_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint arrangement_clinic_id_type_key_fkey FOREIGN KEY (clinic_id, type_key) REFERENCES recall.recall_type(clinic_id, key),
  constraint arrangement_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX arrangement_by_patient ON recall.arrangement USING btree (clinic_id, patient_id, made_at);
CREATE INDEX arrangement_expiring ON recall.arrangement USING btree (clinic_id, expires_on) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX arrangement_one_interval ON recall.arrangement USING btree (clinic_id, patient_id, type_key) WHERE ((kind = 'interval'::text) AND (ended_at IS NULL));
CREATE UNIQUE INDEX arrangement_one_silence ON recall.arrangement USING btree (clinic_id, patient_id, type_key) WHERE ((kind <> 'interval'::text) AND (ended_at IS NULL));
alter table recall.arrangement enable row level security;
create policy on recall.arrangement tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.arrangement to kembali_app;

create table recall.cleanup_count (
  clinic_id uuid not null,
  kind text not null,
  owner text not null,
  open integer not null,
  counted_at timestamp with time zone not null,
  constraint cleanup_count_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint cleanup_count_pkey PRIMARY KEY (clinic_id, kind, owner)
);
alter table recall.cleanup_count enable row level security;
create policy on recall.cleanup_count tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.cleanup_count to kembali_app;

create table recall.cleanup_task (
  clinic_id uuid not null,
  kind text not null,
  item text not null,
  owner text,
  owner_id uuid,
  assigned_by text,
  assigned_at timestamp with time zone,
  due_on date,
  decision text,
  reason text not null default ''::text,
  undo jsonb,
  basis text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint cleanup_task_check CHECK (((owner IS NULL) = (due_on IS NULL))),
  constraint cleanup_task_check1 CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint cleanup_task_kind_check CHECK ((kind = ANY (ARRAY['duplicate'::text, 'no_contact'::text, 'invalid_contact'::text, 'no_last_visit'::text, 'unclear_visit'::text, 'no_birth_date'::text, 'drift'::text]))),
  constraint cleanup_task_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint cleanup_task_pkey PRIMARY KEY (clinic_id, kind, item)
);
CREATE INDEX cleanup_task_by_due ON recall.cleanup_task USING btree (clinic_id, due_on) WHERE (owner IS NOT NULL);
CREATE INDEX cleanup_task_by_owner ON recall.cleanup_task USING btree (clinic_id, owner, kind, item) WHERE (owner IS NOT NULL);
alter table recall.cleanup_task enable row level security;
create policy on recall.cleanup_task tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.cleanup_task to kembali_app;

create table recall.cover_decision (
  clinic_id uuid not null,
  appointment_id uuid not null,
  type_key text not null,
  does_cover boolean not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  reason text not null default ''::text,
  constraint cover_decision_clinic_id_appointment_id_fkey FOREIGN KEY (clinic_id, appointment_id) REFERENCES scheduling.appointment(clinic_id, id),
  constraint cover_decision_clinic_id_type_key_fkey FOREIGN KEY (clinic_id, type_key) REFERENCES recall.recall_type(clinic_id, key),
  constraint cover_decision_pkey PRIMARY KEY (clinic_id, appointment_id, type_key)
);
alter table recall.cover_decision enable row level security;
create policy on recall.cover_decision tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.cover_decision to kembali_app;

create table recall.cycle (
  clinic_id uuid not null,
  patient_id uuid not null,
  type_key text not null,
  triggered_on date not null,
  due_computed date not null,
  due_effective date not null,
  override_due date,
  override_by text,
  override_reason text,
  override_expires_on date,
  overridden_at timestamp with time zone,
  paused_until date,
  pause_by text,
  pause_reason text,
  paused_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  close_reason text,
  constraint cycle_close_reason_check CHECK ((close_reason = ANY (ARRAY['new_trigger'::text, 'not_eligible'::text, 'superseded'::text, 'withdrawn'::text, 'type_disabled'::text]))),
  constraint cycle_pkey PRIMARY KEY (clinic_id, patient_id, type_key, triggered_on)
);
CREATE INDEX cycle_answered ON recall.cycle USING btree (clinic_id, due_effective) WHERE (close_reason = 'new_trigger'::text);
CREATE UNIQUE INDEX cycle_one_open ON recall.cycle USING btree (clinic_id, patient_id, type_key) WHERE (closed_at IS NULL);
CREATE INDEX cycle_open_by_type ON recall.cycle USING btree (clinic_id, type_key, due_effective, patient_id) WHERE (closed_at IS NULL);
CREATE INDEX cycle_open_paused ON recall.cycle USING btree (clinic_id, paused_until) WHERE ((closed_at IS NULL) AND (paused_until IS NOT NULL));
CREATE INDEX cycle_override_expiring ON recall.cycle USING btree (clinic_id, override_expires_on) WHERE ((closed_at IS NULL) AND (override_expires_on IS NOT NULL));
alter table recall.cycle enable row level security;
create policy on recall.cycle tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.cycle to kembali_app;

create table recall.dirty_patient (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamp with time zone not null,
  constraint dirty_patient_pkey PRIMARY KEY (clinic_id, patient_id)
);
alter table recall.dirty_patient enable row level security;
create policy on recall.dirty_patient tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.dirty_patient to kembali_app;

create table recall.dirty_standing (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamp with time zone not null,
  constraint dirty_standing_pkey PRIMARY KEY (clinic_id, patient_id)
);
alter table recall.dirty_standing enable row level security;
create policy on recall.dirty_standing tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.dirty_standing to kembali_app;

create table recall.drift_reason (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  reason text not null,
  note text not null default ''::text,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint drift_reason_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint drift_reason_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX drift_reason_by_patient ON recall.drift_reason USING btree (clinic_id, patient_id, recorded_at DESC) WHERE (ended_at IS NULL);
CREATE INDEX drift_reason_by_reason ON recall.drift_reason USING btree (clinic_id, reason, patient_id) WHERE (ended_at IS NULL);
alter table recall.drift_reason enable row level security;
create policy on recall.drift_reason tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.drift_reason to kembali_app;

create table recall.recall_type (
  clinic_id uuid not null,
  key text not null,
  pack text not null,
  pack_version text not null,
  names jsonb not null,
  interval_months integer not null default 0,
  interval_days integer not null default 0,
  due_soon_days integer not null default 30,
  grace_days integer not null default 92,
  minimum_age integer,
  maximum_age integer,
  sex text,
  needs_condition boolean not null default false,
  priority integer not null default 100,
  excludes text[] not null default '{}'::text[],
  service_keys text[] not null default '{}'::text[],
  enabled_by text not null,
  enabled_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  is_once boolean not null default false,
  risk_interval_months integer,
  risk_interval_days integer,
  succeeds text[] not null default '{}'::text[],
  minutes integer,
  origin text not null default 'pack'::text,
  specialty text,
  benchmark text,
  source text not null default ''::text,
  source_status text not null default 'suggested'::text,
  verified_on date,
  review_on date,
  definition jsonb not null default '{}'::jsonb,
  shares_triggers boolean not null default true,
  constraint recall_type_check CHECK (((risk_interval_months IS NULL) = (risk_interval_days IS NULL))),
  constraint recall_type_minutes_check CHECK (((minutes >= 5) AND (minutes <= 600))),
  constraint recall_type_origin_check CHECK ((origin = ANY (ARRAY['pack'::text, 'clinic'::text]))),
  constraint recall_type_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text]))),
  constraint recall_type_source_status_check CHECK ((source_status = ANY (ARRAY['suggested'::text, 'unverified'::text, 'clinic'::text]))),
  constraint recall_type_specialty_check CHECK ((specialty = ANY (ARRAY['dental'::text, 'primary_care'::text, 'physiotherapy'::text, 'specialist'::text]))),
  constraint recall_type_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint recall_type_pkey PRIMARY KEY (clinic_id, key)
);
alter table recall.recall_type enable row level security;
create policy on recall.recall_type tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.recall_type to kembali_app;

create table recall.rolled_over (
  clinic_id uuid not null,
  through_day date not null,
  constraint rolled_over_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint rolled_over_pkey PRIMARY KEY (clinic_id)
);
alter table recall.rolled_over enable row level security;
create policy on recall.rolled_over tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.rolled_over to kembali_app;

create table recall.standing (
  clinic_id uuid not null,
  patient_id uuid not null,
  first_visit_at timestamp with time zone,
  last_visit_at timestamp with time zone,
  visits integer not null,
  value_minor bigint not null,
  only_emergency boolean not null,
  no_shows integer not null,
  last_no_show_at timestamp with time zone,
  last_kind_code text,
  last_resource_id uuid,
  last_location_id uuid,
  constraint standing_pkey PRIMARY KEY (clinic_id, patient_id)
);
CREATE INDEX standing_by_last ON recall.standing USING btree (clinic_id, last_visit_at, patient_id);
CREATE INDEX standing_by_value ON recall.standing USING btree (clinic_id, value_minor, patient_id);
alter table recall.standing enable row level security;
create policy on recall.standing tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.standing to kembali_app;

create table recall.trigger (
  clinic_id uuid not null,
  type_key text not null,
  kind text not null,
  code text not null default ''::text,
  constraint trigger_kind_check CHECK ((kind = ANY (ARRAY['any_visit'::text, 'never_done'::text, 'visit'::text, 'procedure'::text, 'diagnosis'::text, 'result'::text, 'plan_end'::text, 'condition'::text, 'excluded_condition'::text, 'risk'::text]))),
  constraint trigger_clinic_id_type_key_fkey FOREIGN KEY (clinic_id, type_key) REFERENCES recall.recall_type(clinic_id, key),
  constraint trigger_pkey PRIMARY KEY (clinic_id, type_key, kind, code)
);
alter table recall.trigger enable row level security;
create policy on recall.trigger tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.trigger to kembali_app;

create table recall.wanted_rebuild (
  clinic_id uuid not null,
  asked_at timestamp with time zone not null,
  constraint wanted_rebuild_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint wanted_rebuild_pkey PRIMARY KEY (clinic_id)
);
alter table recall.wanted_rebuild enable row level security;
create policy on recall.wanted_rebuild tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recall.wanted_rebuild to kembali_app;

create table scheduling.appointment (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  service_id uuid,
  location_id uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  confirmation text not null default 'open'::text,
  confirmed_at timestamp with time zone,
  held_until timestamp with time zone,
  practice_state text not null default 'local'::text,
  practice_reason text,
  booked_via text not null,
  origin text,
  subject_key text,
  replaces uuid,
  source text not null,
  external_id text not null,
  reason_code text,
  reason text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ended_reason text,
  revision text not null default ''::text,
  imported_as uuid,
  constraint appointment_booked_via_check CHECK ((booked_via = ANY (ARRAY['import'::text, 'page'::text, 'sms'::text, 'staff'::text, 'simulation'::text]))),
  constraint appointment_check CHECK ((ends_at > starts_at)),
  constraint appointment_confirmation_check CHECK ((confirmation = ANY (ARRAY['open'::text, 'confirmed'::text, 'declined'::text]))),
  constraint appointment_practice_state_check CHECK ((practice_state = ANY (ARRAY['local'::text, 'requested'::text, 'confirmed'::text, 'refused'::text, 'timed_out'::text]))),
  constraint appointment_state_check CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'fulfilled'::text, 'cancelled'::text, 'no_show'::text, 'expired'::text]))),
  constraint appointment_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint appointment_clinic_id_service_id_fkey FOREIGN KEY (clinic_id, service_id) REFERENCES scheduling.service(clinic_id, id),
  constraint appointment_pkey PRIMARY KEY (clinic_id, id),
  constraint appointment_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX appointment_by_patient ON scheduling.appointment USING btree (clinic_id, patient_id, starts_at);
CREATE INDEX appointment_by_time ON scheduling.appointment USING btree (clinic_id, starts_at) WHERE (state = ANY (ARRAY['held'::text, 'booked'::text]));
CREATE INDEX appointment_held ON scheduling.appointment USING btree (clinic_id, held_until) WHERE (state = 'held'::text);
CREATE INDEX appointment_imported_as ON scheduling.appointment USING btree (clinic_id, imported_as) WHERE (imported_as IS NOT NULL);
CREATE INDEX appointment_refused ON scheduling.appointment USING btree (clinic_id, starts_at) WHERE (practice_state = 'refused'::text);
CREATE INDEX appointment_replaces ON scheduling.appointment USING btree (clinic_id, replaces) WHERE (replaces IS NOT NULL);
alter table scheduling.appointment enable row level security;
create policy on scheduling.appointment tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.appointment to kembali_app;

create table scheduling.closure (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  label text,
  constraint closure_check CHECK ((ends_at > starts_at)),
  constraint closure_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint closure_pkey PRIMARY KEY (clinic_id, id)
);
CREATE INDEX closure_by_time ON scheduling.closure USING btree (clinic_id, ends_at);
alter table scheduling.closure enable row level security;
create policy on scheduling.closure tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.closure to kembali_app;

create table scheduling.occupancy (
  clinic_id uuid not null,
  resource_id uuid not null,
  appointment_id uuid not null,
  during tstzrange not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  held_until timestamp with time zone,
  constraint occupancy_state_check CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'overlapping'::text, 'released'::text]))),
  constraint occupancy_clinic_id_appointment_id_fkey FOREIGN KEY (clinic_id, appointment_id) REFERENCES scheduling.appointment(clinic_id, id) DEFERRABLE INITIALLY DEFERRED,
  constraint occupancy_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint occupancy_pkey PRIMARY KEY (clinic_id, appointment_id, resource_id),
  constraint one_at_a_time EXCLUDE USING gist (clinic_id WITH =, resource_id WITH =, during WITH &&) WHERE ((state = ANY (ARRAY['held'::text, 'booked'::text])))
);
CREATE INDEX occupancy_by_resource ON scheduling.occupancy USING btree (clinic_id, resource_id, ends_at) WHERE (state <> 'released'::text);
alter table scheduling.occupancy enable row level security;
create policy on scheduling.occupancy tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.occupancy to kembali_app;

create table scheduling.resource (
  clinic_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  location_id uuid,
  source text not null,
  external_id text not null,
  zone text,
  ended_at timestamp with time zone,
  speciality text,
  constraint resource_kind_check CHECK ((kind = ANY (ARRAY['practitioner'::text, 'chair'::text, 'room'::text]))),
  constraint resource_speciality_check CHECK ((speciality <> ''::text)),
  constraint resource_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint resource_clinic_id_location_id_fkey FOREIGN KEY (clinic_id, location_id) REFERENCES clinic.location(clinic_id, id),
  constraint resource_pkey PRIMARY KEY (clinic_id, id),
  constraint resource_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
alter table scheduling.resource enable row level security;
create policy on scheduling.resource tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.resource to kembali_app;

create table scheduling.resource_service (
  clinic_id uuid not null,
  resource_id uuid not null,
  service_id uuid not null,
  constraint resource_service_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint resource_service_clinic_id_service_id_fkey FOREIGN KEY (clinic_id, service_id) REFERENCES scheduling.service(clinic_id, id),
  constraint resource_service_pkey PRIMARY KEY (clinic_id, resource_id, service_id)
);
alter table scheduling.resource_service enable row level security;
create policy on scheduling.resource_service tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.resource_service to kembali_app;

create table scheduling.schedule (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  source text not null,
  external_id text not null,
  constraint schedule_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint schedule_pkey PRIMARY KEY (clinic_id, id),
  constraint schedule_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
alter table scheduling.schedule enable row level security;
create policy on scheduling.schedule tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.schedule to kembali_app;

create table scheduling.service (
  clinic_id uuid not null,
  id uuid not null,
  key text not null,
  name text not null,
  minutes integer not null,
  is_bookable boolean not null default true,
  value_minor integer,
  ended_at timestamp with time zone,
  speciality text,
  constraint service_minutes_check CHECK (((minutes >= 5) AND (minutes <= 600))),
  constraint service_speciality_check CHECK ((speciality <> ''::text)),
  constraint service_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES clinic.clinic(id),
  constraint service_pkey PRIMARY KEY (clinic_id, id),
  constraint service_clinic_id_key_key UNIQUE (clinic_id, key)
);
alter table scheduling.service enable row level security;
create policy on scheduling.service tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.service to kembali_app;

create table scheduling.slot (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  status text not null,
  source text not null,
  external_id text not null,
  revision text not null,
  constraint slot_check CHECK ((ends_at > starts_at)),
  constraint slot_status_check CHECK ((status = ANY (ARRAY['free'::text, 'busy'::text]))),
  constraint slot_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint slot_pkey PRIMARY KEY (clinic_id, id),
  constraint slot_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX slot_by_resource ON scheduling.slot USING btree (clinic_id, resource_id, starts_at);
alter table scheduling.slot enable row level security;
create policy on scheduling.slot tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.slot to kembali_app;

create table scheduling.visit (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  appointment_id uuid,
  resource_id uuid,
  location_id uuid,
  status text not null,
  kind_code text,
  kind text,
  reason_code text,
  reason text,
  is_emergency boolean not null default false,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  value_minor integer,
  source text not null,
  external_id text not null,
  revision text not null,
  constraint visit_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES patients.patient(clinic_id, id),
  constraint visit_pkey PRIMARY KEY (clinic_id, id),
  constraint visit_clinic_id_source_external_id_key UNIQUE (clinic_id, source, external_id)
);
CREATE INDEX visit_by_patient ON scheduling.visit USING btree (clinic_id, patient_id, ended_at) INCLUDE (status, kind_code, value_minor, is_emergency);
CREATE INDEX visit_by_time ON scheduling.visit USING btree (clinic_id, ended_at);
alter table scheduling.visit enable row level security;
create policy on scheduling.visit tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.visit to kembali_app;

create table scheduling.weekly_hours (
  clinic_id uuid not null,
  resource_id uuid not null,
  weekday smallint not null,
  opens text not null,
  closes text not null,
  constraint weekly_hours_closes_check CHECK ((closes ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint weekly_hours_opens_check CHECK ((opens ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint weekly_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint weekly_hours_clinic_id_resource_id_fkey FOREIGN KEY (clinic_id, resource_id) REFERENCES scheduling.resource(clinic_id, id),
  constraint weekly_hours_pkey PRIMARY KEY (clinic_id, resource_id, weekday, opens)
);
alter table scheduling.weekly_hours enable row level security;
create policy on scheduling.weekly_hours tenant using ((clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on scheduling.weekly_hours to kembali_app;
