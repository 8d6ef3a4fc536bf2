create schema patients;
grant usage on schema patients to kembali_app;

create table patients.patient (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  source text not null,                            -- which practice system or file the record came from
  external_id text not null,                       -- its id there
  given_name text,
  family_name text,
  full_name text not null,                         -- as shown; Malay and Russian names have no family-given order of ours
  birth_date date,
  sex text not null default 'unknown' check (sex in ('female', 'male', 'other', 'unknown')),
  language text check (language in ('en', 'pl', 'ru', 'ms')),
  address text,
  city text,
  postcode text,
  region text,
  country text check (country ~ '^[A-Z]{2}$'),
  zone text,                                       -- IANA, when the address tells it
  deceased_at timestamptz,                         -- the start of the day when only the day is known
  is_deceased boolean not null default false,
  deceased_noted_at timestamptz,                   -- a person here noted the death: no import undoes it
  merged_into uuid,                                -- the surviving record
  left_at timestamptz,                             -- formally left or moved the records
  left_reason text,
  safe_contact text not null default 'normal' check (safe_contact in ('normal', 'confidential', 'none')),
  registered_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  revision text not null,                          -- hash of the source fields: an unchanged row is not written again
  import_batch uuid,
  search_text text generated always as (platform.folded(full_name) || ' ' || lower(external_id)) stored,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, merged_into) references patients.patient (clinic_id, id)
);
create index patient_by_name on patients.patient (clinic_id, full_name, id);
create index patient_by_birth on patients.patient (clinic_id, birth_date);
create index patient_merged on patients.patient (clinic_id, merged_into) where merged_into is not null;
create index patient_search on patients.patient using gin (search_text gin_trgm_ops);
select platform.make_tenant('patients.patient');

-- Law 13: trigram operators are not leakproof, so the search runs as the owner and checks the clinic itself.
-- Up to three words, in any order, each a part of the name or number; merged records live on as another one.
create function patients.search_patients(folded_query text, most integer) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
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
end $$;
revoke all on function patients.search_patients(text, integer) from public;
grant execute on function patients.search_patients(text, integer) to kembali_app;

-- An address with owners: the same number in two writings, or of two people, is one contact point.
-- id = md5(clinic_id|kind|value): imports derive it in SQL (law 15).
create table patients.contact_point (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  kind text not null check (kind in ('phone', 'email')),
  value text not null,                             -- E.164, or the e-mail address in lower case
  validity text not null default 'unknown' check (validity in ('unknown', 'ok', 'invalid')),
  validity_reason text,
  created_at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, kind, value)
);
select platform.make_tenant('patients.contact_point');

create table patients.patient_contact (
  clinic_id uuid not null,
  patient_id uuid not null,
  contact_point_id uuid not null,
  use text not null default 'unknown' check (use in ('mobile', 'home', 'work', 'unknown')),
  rank smallint not null default 1,                -- 1 is asked first
  source text not null default 'kembali',          -- who says so: an import ends only what its own source once listed
  ended_at timestamptz,
  primary key (clinic_id, patient_id, contact_point_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, contact_point_id) references patients.contact_point (clinic_id, id)
);
create index patient_contact_by_point on patients.patient_contact (clinic_id, contact_point_id);
select platform.make_tenant('patients.patient_contact');

-- The consent ledger: contact point × channel × purpose × patient, append-only; the newest row counts.
-- patient_id null: whoever is reached there. purpose 'all': every purpose (a STOP).
create table patients.consent (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  contact_point_id uuid not null,
  patient_id uuid,
  channel text not null check (channel in ('sms', 'email', 'call', 'letter', 'any')),
  purpose text not null check (purpose in ('visit_admin', 'care_recall', 'reactivation', 'feedback', 'marketing', 'all')),
  state text not null check (state in ('given', 'withdrawn')),
  at timestamptz not null,
  zone text not null,
  method text not null check (method in ('import', 'declared', 'sms', 'email', 'link', 'page', 'front_desk', 'call', 'provider')),
  evidence text not null,                          -- the words or the form that shows it
  text_version text,
  language text,
  lawful_basis text,
  staff_id uuid,
  import_batch uuid,
  expires_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, contact_point_id) references patients.contact_point (clinic_id, id)
);
create index consent_newest on patients.consent (clinic_id, contact_point_id, channel, purpose, at desc, id desc);
create index consent_by_patient on patients.consent (clinic_id, patient_id);
select platform.make_append_only('patients.consent');

create table patients.condition (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  onset_at timestamptz,
  abated_at timestamptz,
  recorded_at timestamptz,
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index condition_by_patient on patients.condition (clinic_id, patient_id);
create index condition_by_code on patients.condition (clinic_id, code, patient_id);
select platform.make_tenant('patients.condition');

create table patients.procedure (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  status text not null,                            -- FHIR event-status
  performed_at timestamptz,                        -- the end, when a period is known
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index procedure_by_patient on patients.procedure (clinic_id, patient_id, performed_at) include (status, code);
create index procedure_by_code on patients.procedure (clinic_id, code, performed_at);
select platform.make_tenant('patients.procedure');

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
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index coverage_by_patient on patients.coverage (clinic_id, patient_id);
select platform.make_tenant('patients.coverage');

-- One run of an import. `position` lets a broken run go on where it stopped.
create table patients.import_batch (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  source text not null,
  format text not null check (format in ('fhir', 'csv', 'simulation')),
  label text not null,
  fingerprint text not null,                       -- of the input and its options: the same input resumes
  state text not null check (state in ('running', 'done', 'failed')),
  position jsonb not null default '{}',
  read_count bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  refused_count bigint not null default 0,
  waiting_count bigint not null default 0,
  withheld_count bigint not null default 0,        -- patients without any consent
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (clinic_id, id)
);
create index import_batch_by_time on patients.import_batch (clinic_id, started_at desc);
create index import_batch_by_fingerprint on patients.import_batch (clinic_id, fingerprint, state);
select platform.make_tenant('patients.import_batch');

create table patients.import_refusal (
  clinic_id uuid not null,
  batch_id uuid not null,
  sequence bigint not null,
  file text not null,
  line bigint,
  field text,
  reason text not null,
  primary key (clinic_id, batch_id, sequence),
  foreign key (clinic_id, batch_id) references patients.import_batch (clinic_id, id)
);
select platform.make_tenant('patients.import_refusal');

-- Rows that wait: for their patient or schedule, which a later row or import may bring; or for the end of the run,
-- because a row that would change what is stored may be overtaken by a later row of the same input.
create table patients.staged_row (
  clinic_id uuid not null,
  source text not null,
  kind text not null,                              -- patient, visit, appointment, condition, procedure, coverage, …
  external_id text not null,
  awaits text not null check (awaits in ('patient', 'schedule', 'end_of_run')),
  awaited_id text not null default '',             -- external id of the patient or schedule
  row jsonb not null,
  file text not null,
  line bigint,
  batch_id uuid not null,
  staged_at timestamptz not null,
  primary key (clinic_id, source, kind, external_id)
);
create index staged_row_by_awaited on patients.staged_row (clinic_id, source, awaits, awaited_id);
select platform.make_tenant('patients.staged_row');
