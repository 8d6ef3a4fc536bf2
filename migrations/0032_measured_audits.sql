-- The audit of today's situation reads the whole clinic: the worker measures it, and what it found is kept with its moment.
create table insights.audit_measurement (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  requested_at timestamptz not null,
  requested_by text not null,                      -- name
  attempts integer not null default 0,
  step text check (step in ('due', 'returns', 'lapsed', 'records')),   -- what it is at, while it runs
  started_at timestamptz,
  lease_token uuid,
  lease_until timestamptz,                         -- by then its worker is dead, and another takes it
  finished_at timestamptz,
  found jsonb,                                     -- src/insights/contract/audit.ts: counts, no patient
  primary key (clinic_id, id),
  check ((state = 'done') = (found is not null)),
  check ((state in ('done', 'failed')) = (finished_at is not null)),
  check ((state = 'running') = (lease_until is not null))
);
create unique index audit_measurement_waiting on insights.audit_measurement (clinic_id) where state = 'waiting';
create unique index audit_measurement_running on insights.audit_measurement (clinic_id) where state = 'running';
create index audit_measurement_newest on insights.audit_measurement (clinic_id, requested_at);
select platform.make_tenant('insights.audit_measurement');
