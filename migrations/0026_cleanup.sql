-- Clean-up of what the data cannot judge, and why patients stay away. What there is to do follows from the facts; stored are
-- its owner, its deadline and what a person decided.

alter table patients.patient
  add column left_noted_at timestamptz,            -- a person here noted that they left: no import undoes it
  add column birth_date_noted_at timestamptz;      -- the same of a birth date that the practice system does not know

alter table patients.contact_point
  add column validity_at timestamptz;              -- when it turned out to be wrong; a later time is news

create index patient_without_birth_date on patients.patient (clinic_id, full_name, id)
  where birth_date is null and merged_into is null and not is_deceased and left_at is null;
create index contact_point_invalid on patients.contact_point (clinic_id, id) where validity = 'invalid';

-- One thing of the list that somebody took or decided. What nobody took has no row.
create table recall.cleanup_task (
  clinic_id uuid not null references clinic.clinic (id),
  kind text not null check (kind in ('duplicate', 'no_contact', 'invalid_contact', 'no_last_visit', 'unclear_visit',
    'no_birth_date', 'drift')),
  item text not null,                              -- natural key of the facts: a patient, a pair, an address, an appointment and type
  owner text,                                      -- name
  owner_id uuid,                                   -- clinic.staff; null: no account has this name
  assigned_by text,
  assigned_at timestamptz,
  due_on date,
  decision text,
  reason text not null default '',
  undo jsonb,                                      -- what takes the decision back
  basis text,                                      -- the facts decided about: when they change, it is to do again
  decided_by text,
  decided_at timestamptz,
  primary key (clinic_id, kind, item),
  check ((owner is null) = (due_on is null)),
  check ((decision is null) = (decided_at is null))
);
create index cleanup_task_by_owner on recall.cleanup_task (clinic_id, owner, kind, item) where owner is not null;
create index cleanup_task_by_due on recall.cleanup_task (clinic_id, due_on) where owner is not null;
select platform.make_tenant('recall.cleanup_task');

-- How much there is to do, as of when: counting a million patients is for the clock, not for every page.
create table recall.cleanup_count (
  clinic_id uuid not null references clinic.clinic (id),
  kind text not null,
  owner text not null,                             -- '': nobody
  open integer not null,
  counted_at timestamptz not null,
  primary key (clinic_id, kind, owner)
);
select platform.make_tenant('recall.cleanup_count');

-- Why a patient stayed away, as a person says it. It holds until the next visit; the newest that was not taken back counts.
create table recall.drift_reason (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  reason text not null,
  note text not null default '',
  recorded_by text not null,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
create index drift_reason_by_patient on recall.drift_reason (clinic_id, patient_id, recorded_at desc) where ended_at is null;
create index drift_reason_by_reason on recall.drift_reason (clinic_id, reason, patient_id) where ended_at is null;
select platform.make_tenant('recall.drift_reason');
