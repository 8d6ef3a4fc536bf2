-- Results, treatment plans and what remains of them, what a patient owes, where they live, and tags.

alter table patients.patient
  add column balance_minor integer,                -- what the patient owes the clinic, minor units; negative: paid ahead
  add column balance_at timestamptz,               -- as of when
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint patient_place_whole check ((latitude is null) = (longitude is null));

-- Only final, amended and corrected results count; the others are kept because a later import may change their status.
create table patients.observation (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  display text,
  status text not null check (status in ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled',
    'entered-in-error', 'unknown')),               -- FHIR observation-status
  value_number numeric,
  value_text text,
  value_code text,
  unit text,
  observed_at timestamptz,                         -- the end, when a period is known
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index observation_by_patient on patients.observation (clinic_id, patient_id, code, observed_at) include (status);
create index observation_by_code on patients.observation (clinic_id, code, observed_at);
select platform.make_tenant('patients.observation');

create table patients.treatment_plan (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  system text,
  code text,
  title text,
  status text not null check (status in ('draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error',
    'unknown')),                                   -- FHIR request-status
  starts_at timestamptz,
  ends_at timestamptz,                             -- with status completed: when the treatment ended
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index treatment_plan_by_patient on patients.treatment_plan (clinic_id, patient_id, status, ends_at) include (code);
create index treatment_plan_by_code on patients.treatment_plan (clinic_id, code, ends_at);
select platform.make_tenant('patients.treatment_plan');

-- One thing to be done. What remains of a treatment: the open items whose plan is neither completed nor revoked.
create table patients.plan_item (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  source text not null,
  external_id text not null,
  plan_id uuid,                                    -- derived from the source's id of the plan, which may come later or never
  is_listed_by_plan boolean not null default false, -- the plan itself lists it: it is cancelled when the plan no longer does
  system text,
  code text,
  display text,
  state text not null check (state in ('open', 'done', 'cancelled')),
  planned_on date,
  value_minor integer,                             -- what it would cost, minor units
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index plan_item_by_patient on patients.plan_item (clinic_id, patient_id, state) include (plan_id, code);
create index plan_item_by_plan on patients.plan_item (clinic_id, plan_id);
create index plan_item_by_code on patients.plan_item (clinic_id, code, state);
select platform.make_tenant('patients.plan_item');

-- What staff or a practice system calls a patient. A tag taken off ends; put on again it is a new row.
create table patients.patient_tag (
  clinic_id uuid not null,
  patient_id uuid not null,
  tag text not null check (tag <> ''),             -- lower case: one tag, one writing
  source text not null,                            -- kembali: staff here; else the input whose list of tags it stands in
  added_by uuid,                                   -- staff; null: an import or the command line
  added_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,                                   -- staff who took it off: no import puts it back
  primary key (clinic_id, patient_id, tag, source, added_at),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create unique index patient_tag_current on patients.patient_tag (clinic_id, patient_id, tag, source) where ended_at is null;
create index patient_tag_by_tag on patients.patient_tag (clinic_id, tag, patient_id) where ended_at is null;
select platform.make_tenant('patients.patient_tag');
