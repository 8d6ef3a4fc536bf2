-- Audiences of any criteria: saved and versioned, counted from a sample first, and by speciality.

-- A deterministic uniform sample: patients of the first k of 1024 buckets, whatever else is true of them.
alter table patients.patient add column sample_bucket integer not null
  generated always as (('x' || substr(md5(id::text), 1, 4))::bit(16)::integer & 1023) stored;
create index patient_sample on patients.patient (clinic_id, sample_bucket, id) where merged_into is null;

-- What a visit was about: by its service, or by who saw the patient. As the clinic writes it.
alter table scheduling.service add column speciality text check (speciality <> '');
alter table scheduling.resource add column speciality text check (speciality <> '');

alter table campaigns.campaign drop constraint campaign_kind_check;
alter table campaigns.campaign add constraint campaign_kind_check check (kind in ('recall', 'reactivation', 'one_off'));

create table campaigns.audience (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  name text not null check (name <> ''),
  version integer not null,                        -- the newest
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,                            -- no longer offered; campaigns that pin a version keep it
  primary key (clinic_id, id)
);
create unique index audience_by_name on campaigns.audience (clinic_id, lower(name)) where ended_at is null;
select platform.make_tenant('campaigns.audience');

create table campaigns.audience_version (
  clinic_id uuid not null,
  audience_id uuid not null,
  version integer not null,
  document jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (clinic_id, audience_id, version),
  foreign key (clinic_id, audience_id) references campaigns.audience (clinic_id, id)
);
select platform.make_append_only('campaigns.audience_version');

-- Which campaigns use a saved audience.
create index version_by_audience on campaigns.version (clinic_id, (document #>> '{audience,audienceId}'))
  where document #>> '{audience,kind}' = 'saved';

-- Audiences ask recall.standing, which is younger than the visits it tells of: every patient is looked at once.
insert into recall.dirty_patient (clinic_id, patient_id, marked_at)
select p.clinic_id, p.id, p.changed_at from patients.patient p where p.merged_into is null
on conflict do nothing;
