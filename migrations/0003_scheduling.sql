create schema scheduling;
grant usage on schema scheduling to kembali_app;

create table scheduling.service (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  key text not null,
  name text not null,
  minutes integer not null check (minutes between 5 and 600),
  is_bookable boolean not null default true,       -- may be booked by patients themselves
  value_minor integer,                             -- usual value, minor currency units
  ended_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, key)
);
select platform.make_tenant('scheduling.service');

-- A practitioner, a chair, a room: what a visit occupies.
create table scheduling.resource (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  kind text not null check (kind in ('practitioner', 'chair', 'room')),
  name text not null,
  location_id uuid,
  source text not null,
  external_id text not null,
  zone text,
  ended_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, location_id) references clinic.location (clinic_id, id)
);
select platform.make_tenant('scheduling.resource');

create table scheduling.resource_service (
  clinic_id uuid not null,
  resource_id uuid not null,
  service_id uuid not null,
  primary key (clinic_id, resource_id, service_id),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id),
  foreign key (clinic_id, service_id) references scheduling.service (clinic_id, id)
);
select platform.make_tenant('scheduling.resource_service');

create table scheduling.weekly_hours (
  clinic_id uuid not null,
  resource_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),      -- ISO: Monday is 1
  opens text not null check (opens ~ '^[0-2][0-9]:[0-5][0-9]$'),  -- wall time in the resource's or clinic's zone
  closes text not null check (closes ~ '^[0-2][0-9]:[0-5][0-9]$'),
  primary key (clinic_id, resource_id, weekday, opens),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id)
);
select platform.make_tenant('scheduling.weekly_hours');

create table scheduling.closure (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid,                                -- null: the whole clinic
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  label text,
  primary key (clinic_id, id),
  check (ends_at > starts_at),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id)
);
create index closure_by_time on scheduling.closure (clinic_id, ends_at);
select platform.make_tenant('scheduling.closure');

-- Whose time a practice system's schedule describes (FHIR Schedule): its slots name only the schedule.
create table scheduling.schedule (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  source text not null,
  external_id text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id)
);
select platform.make_tenant('scheduling.schedule');

-- Free and busy time as the practice system tells it; where a resource has any, it overrides the weekly hours.
create table scheduling.slot (
  clinic_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null check (status in ('free', 'busy')),
  source text not null,
  external_id text not null,
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  check (ends_at > starts_at),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id)
);
create index slot_by_resource on scheduling.slot (clinic_id, resource_id, starts_at);
select platform.make_tenant('scheduling.slot');

create table scheduling.appointment (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  service_id uuid,
  location_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('held', 'booked', 'fulfilled', 'cancelled', 'no_show', 'expired')),
  confirmation text not null default 'open' check (confirmation in ('open', 'confirmed', 'declined')),
  confirmed_at timestamptz,
  held_until timestamptz,
  -- Towards a connected practice system a booking is a saga (law 10); 'local' where none is connected.
  practice_state text not null default 'local' check (practice_state in ('local', 'requested', 'confirmed', 'refused', 'timed_out')),
  practice_reason text,
  booked_via text not null check (booked_via in ('import', 'page', 'sms', 'staff', 'simulation')),
  origin text,                                     -- the sending stream whose outreach led here, e.g. campaign:<id>
  subject_key text,                                -- what that outreach was about, e.g. enrolment:<id>
  replaces uuid,                                   -- the appointment that this one moves; it ends when this one is booked
  source text not null,
  external_id text not null,
  reason_code text,
  reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_reason text,
  revision text not null default '',
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  check (ends_at > starts_at),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id),
  foreign key (clinic_id, service_id) references scheduling.service (clinic_id, id)
);
create index appointment_by_patient on scheduling.appointment (clinic_id, patient_id, starts_at);
create index appointment_by_time on scheduling.appointment (clinic_id, starts_at) where state in ('held', 'booked');
create index appointment_replaces on scheduling.appointment (clinic_id, replaces) where replaces is not null;
create index appointment_held on scheduling.appointment (clinic_id, held_until) where state = 'held';
create index appointment_refused on scheduling.appointment (clinic_id, starts_at) where practice_state = 'refused';
select platform.make_tenant('scheduling.appointment');

-- What a live appointment occupies. The exclusion is what makes double booking impossible (law 10).
-- 'overlapping': imported facts that already collide in the practice system; they block, but are not refused.
create table scheduling.occupancy (
  clinic_id uuid not null,
  resource_id uuid not null,
  appointment_id uuid not null,
  during tstzrange not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('held', 'booked', 'overlapping', 'released')),
  held_until timestamptz,
  primary key (clinic_id, appointment_id, resource_id),
  foreign key (clinic_id, resource_id) references scheduling.resource (clinic_id, id),
  -- Deferred: the time is claimed first, and the appointment written only where the claim succeeded, in one statement.
  foreign key (clinic_id, appointment_id) references scheduling.appointment (clinic_id, id) deferrable initially deferred,
  constraint one_at_a_time exclude using gist (clinic_id with =, resource_id with =, during with &&)
    where (state in ('held', 'booked'))
);
-- By end, so that the question "what is busy from now on" never walks through the past.
create index occupancy_by_resource on scheduling.occupancy (clinic_id, resource_id, ends_at) where state <> 'released';
select platform.make_tenant('scheduling.occupancy');

-- A visit that took place or was planned as one (FHIR Encounter).
create table scheduling.visit (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  appointment_id uuid,
  resource_id uuid,
  location_id uuid,
  status text not null,                            -- FHIR encounter-status; 'finished' is a completed visit
  kind_code text,                                  -- type of visit or service
  kind text,
  reason_code text,
  reason text,
  is_emergency boolean not null default false,
  started_at timestamptz,
  ended_at timestamptz,
  value_minor integer,
  source text not null,
  external_id text not null,
  revision text not null,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id),
  foreign key (clinic_id, patient_id) references patients.patient (clinic_id, id)
);
-- What due dates are computed from, without a visit to the table.
create index visit_by_patient on scheduling.visit (clinic_id, patient_id, ended_at) include (status, kind_code);
create index visit_by_time on scheduling.visit (clinic_id, ended_at);
select platform.make_tenant('scheduling.visit');
