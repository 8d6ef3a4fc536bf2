create schema recall;
grant usage on schema recall to kembali_app;

-- A recall type as enabled for this clinic: a row of a pack, signed by a person.
create table recall.recall_type (
  clinic_id uuid not null references clinic.clinic (id),
  key text not null,                               -- e.g. dental_hygiene
  pack text not null,
  pack_version text not null,
  names jsonb not null,                            -- language -> text
  interval_months integer not null default 0,
  interval_days integer not null default 0,        -- added after the months: "6 months + 1 day"
  due_soon_days integer not null default 30,
  grace_days integer not null default 92,          -- 0–3 months overdue is still recall; beyond is lapsed (A3)
  minimum_age integer,                             -- years on the due date
  maximum_age integer,
  sex text check (sex in ('female', 'male')),
  needs_condition boolean not null default false,  -- only patients with one of the type's conditions
  priority integer not null default 100,           -- lower wins where types exclude each other
  excludes text[] not null default '{}',           -- types that take this one's place while the patient has them
  service_keys text[] not null default '{}',       -- coverage set: services whose appointment satisfies it
  enabled_by text not null,
  enabled_at timestamptz not null,
  disabled_at timestamptz,
  primary key (clinic_id, key)
);
select platform.make_tenant('recall.recall_type');

-- What starts or restarts a cycle: a visit of a kind, a procedure, any completed visit; 'condition' limits who has the type.
create table recall.trigger (
  clinic_id uuid not null,
  type_key text not null,
  kind text not null check (kind in ('any_visit', 'visit', 'procedure', 'condition')),
  code text not null default '',
  primary key (clinic_id, type_key, kind, code),
  foreign key (clinic_id, type_key) references recall.recall_type (clinic_id, key)
);
select platform.make_tenant('recall.trigger');

-- One round for one patient and type. Only facts are stored; status and band follow from the dates at the asking.
create table recall.cycle (
  clinic_id uuid not null,
  patient_id uuid not null,
  type_key text not null,
  triggered_on date not null,                      -- clinic-local day of the visit or procedure that started it
  due_computed date not null,
  due_effective date not null,
  override_due date,                               -- set by staff; due_effective follows it while it holds
  override_by text,
  override_reason text,
  override_expires_on date,                        -- last day on which the override holds; null: until the next trigger
  overridden_at timestamptz,
  paused_until date,                               -- nobody is invited before this day
  pause_by text,
  pause_reason text,
  paused_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  close_reason text check (close_reason in ('new_trigger', 'not_eligible', 'superseded', 'withdrawn', 'type_disabled')),
  primary key (clinic_id, patient_id, type_key, triggered_on)
  -- No foreign keys: the set is computed from patients and types in the statement that writes it, neither is ever deleted
  -- (law 18), and the checks would lock every patient row at each rebuild and double its time.
);
create index cycle_open_by_due on recall.cycle (clinic_id, due_effective, patient_id) where closed_at is null;
create unique index cycle_one_open on recall.cycle (clinic_id, patient_id, type_key) where closed_at is null;
select platform.make_tenant('recall.cycle');

create table recall.dirty_patient (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamptz not null,
  primary key (clinic_id, patient_id)
);
select platform.make_tenant('recall.dirty_patient');
