-- Duplicate patients: what is compared, pairs that look like one person, and merges that can be undone.

-- A mark of the national number (PESEL, MyKad, СНИЛС …), as scheme:digest: the number itself is of no use here and not kept.
alter table patients.patient add column national_id text;

-- What is compared of each living record, brought to one spelling once. Derived: the search writes it anew when it changes.
create table patients.match_record (
  clinic_id uuid not null,
  patient_id uuid not null,
  basis text not null,                             -- hash of the record: a decision about a pair holds while both stand
  keys bigint[] not null,                          -- two records that share one are compared
  words text[] not null,                           -- of the name, the birth date, the postcode: how common each is here
  record jsonb not null,                           -- MatchRecord of rules/matching
  primary key (clinic_id, patient_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
select platform.make_tenant('patients.match_record');

-- Records that the next search looks at.
create table patients.unmatched_patient (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamptz not null,
  primary key (clinic_id, patient_id)
);
select platform.make_tenant('patients.unmatched_patient');

-- Merges that staff or the search made. What the practice system itself says to be one person (links) has no row here.
create table patients.merge (
  clinic_id uuid not null,
  id uuid not null,
  from_id uuid not null,                           -- lived on as
  into_id uuid not null,
  moved uuid[] not null,                           -- records that lived on as from_id before and then as into_id
  contacts jsonb not null,                         -- the survivor's addresses that the merge changed, as they were
  merged_at timestamptz not null,
  merged_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (clinic_id, id),
  foreign key (clinic_id, from_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, into_id) references patients.patient (clinic_id, id)
);
create index merge_by_from on patients.merge (clinic_id, from_id);
create index merge_by_into on patients.merge (clinic_id, into_id);
select platform.make_tenant('patients.merge');

create table patients.duplicate_pair (
  clinic_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  bits double precision not null,                  -- what all findings together weigh, log2 of the odds
  likelihood double precision not null,            -- 0 to 1, for the number of records that the clinic had
  is_certain boolean not null,
  findings jsonb not null,                         -- [{field, level, bits}]: no value of either record
  one_basis text not null,                         -- the match_record that was judged, at the last search or decision
  other_basis text not null,
  state text not null check (state in ('proposed', 'merged', 'kept_apart', 'withdrawn')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,                                 -- name of the person or job
  merge_id uuid,
  primary key (clinic_id, one_id, other_id),
  check (one_id < other_id),
  foreign key (clinic_id, one_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, other_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, merge_id) references patients.merge (clinic_id, id)
);
create index duplicate_pair_by_state on patients.duplicate_pair (clinic_id, state, is_certain desc, bits desc, one_id, other_id);
create index duplicate_pair_by_other on patients.duplicate_pair (clinic_id, other_id);
select platform.make_tenant('patients.duplicate_pair');
