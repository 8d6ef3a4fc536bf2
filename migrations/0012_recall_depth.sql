-- The recall model in full depth: more ways to start a cycle, who is left out, closer intervals at risk, what staff arrange for
-- one patient, what they decided about an appointment, and what is known of a patient's visits at a glance.

alter table recall.recall_type
  add column is_once boolean not null default false,          -- done once in a life: a trigger of its own ends it for good
  add column risk_interval_months integer,                    -- closer for patients at risk; null: the same for all
  add column risk_interval_days integer,
  add column succeeds text[] not null default '{}',           -- types whose patients grow into this one: their triggers count as its own
  add column minutes integer check (minutes between 5 and 600),  -- chair time it needs
  add column origin text not null default 'pack' check (origin in ('pack', 'clinic')),
  add column specialty text check (specialty in ('dental', 'primary_care', 'physiotherapy', 'specialist')),
  add column benchmark text,                                  -- which share of due patients others reach (packs/benchmarks)
  add column source text not null default '',                 -- citation
  add column source_status text not null default 'suggested' check (source_status in ('suggested', 'unverified', 'clinic')),
  add column verified_on date,
  add column review_on date,                                  -- read the source again by then
  add column definition jsonb not null default '{}';          -- the row as it was enabled, for the diff against a newer pack
alter table recall.recall_type add check ((risk_interval_months is null) = (risk_interval_days is null));

alter table recall.trigger drop constraint trigger_kind_check;
alter table recall.trigger add constraint trigger_kind_check check (kind in (
  'any_visit', 'never_done',                                  -- where none of its own is on record
  'visit', 'procedure', 'diagnosis', 'result', 'plan_end',    -- its own; plan_end with an empty code: any plan
  'condition', 'excluded_condition', 'risk'));                -- who has it, who has not, who has it more closely

-- What staff arranged for one patient and type beyond one round (an override of one due date stays with its cycle).
create table recall.arrangement (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  type_key text not null,
  kind text not null check (kind in ('interval', 'choice', 'balance', 'co_managed')),
  months integer,                                             -- interval
  days integer,
  triggered_on date,                                          -- interval for this round only; null: for every round
  amount_minor integer,                                       -- balance: silent while the patient owes more than this
  recalled_by text,                                           -- co_managed: who recalls the patient for this
  made_by text not null,
  reason text not null,
  made_at timestamptz not null,
  expires_on date,                                            -- last day on which it holds
  ended_at timestamptz,
  ended_by text,
  primary key (clinic_id, id),
  foreign key (clinic_id, type_key) references recall.recall_type (clinic_id, key),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id),
  check (case kind when 'interval' then months >= 0 and days >= 0 and months + days > 0
    when 'balance' then amount_minor >= 0 when 'co_managed' then recalled_by is not null else true end)
);
create unique index arrangement_one_interval on recall.arrangement (clinic_id, patient_id, type_key)
  where kind = 'interval' and ended_at is null;
create unique index arrangement_one_silence on recall.arrangement (clinic_id, patient_id, type_key)
  where kind <> 'interval' and ended_at is null;
create index arrangement_by_patient on recall.arrangement (clinic_id, patient_id, made_at);
create index arrangement_expiring on recall.arrangement (clinic_id, expires_on) where ended_at is null;
select platform.make_tenant('recall.arrangement');

-- A person looked at an appointment that might or might not be for a recall type, and said which.
create table recall.cover_decision (
  clinic_id uuid not null,
  appointment_id uuid not null,
  type_key text not null,
  does_cover boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  reason text not null default '',
  primary key (clinic_id, appointment_id, type_key),
  foreign key (clinic_id, appointment_id) references scheduling.appointment (clinic_id, id),
  foreign key (clinic_id, type_key) references recall.recall_type (clinic_id, key)
);
select platform.make_tenant('recall.cover_decision');

-- A person's visits at a glance, of all merged records: what audiences, lapse and lists ask about a million patients.
-- Kept by the dirty set, rebuilt as its audit; one row for each surviving record with a visit or a missed one.
create table recall.standing (
  clinic_id uuid not null,
  patient_id uuid not null,
  first_visit_at timestamptz,                                 -- ends of completed visits
  last_visit_at timestamptz,
  visits integer not null,
  value_minor bigint not null,                                -- what the completed visits brought; unknown values count nothing
  only_emergency boolean not null,                            -- visits there are, each of them an emergency
  no_shows integer not null,
  last_no_show_at timestamptz,
  last_kind_code text,                                        -- of the last completed visit
  last_resource_id uuid,
  last_location_id uuid,
  primary key (clinic_id, patient_id)
  -- No foreign keys, as with recall.cycle.
);
create index standing_by_last on recall.standing (clinic_id, last_visit_at, patient_id);
create index standing_by_value on recall.standing (clinic_id, value_minor, patient_id);
select platform.make_tenant('recall.standing');

-- What the passing of a day changes, found without looking at everybody.
create index cycle_override_expiring on recall.cycle (clinic_id, override_expires_on)
  where closed_at is null and override_expires_on is not null;
create index cycle_open_paused on recall.cycle (clinic_id, paused_until) where closed_at is null and paused_until is not null;

-- The last local day that recall.roll_over has seen of each clinic.
create table recall.rolled_over (
  clinic_id uuid not null references clinic.clinic (id),
  through_day date not null,
  primary key (clinic_id)
);
select platform.make_tenant('recall.rolled_over');
