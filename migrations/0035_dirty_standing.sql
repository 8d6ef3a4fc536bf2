-- Who is due is brought up to date first; what else is kept of the same patients (recall.standing) follows in a transaction of
-- its own, so that nobody who looks at the due list waits for it. Marks move from recall.dirty_patient to here.
create table recall.dirty_standing (
  clinic_id uuid not null,
  patient_id uuid not null,
  marked_at timestamptz not null,
  primary key (clinic_id, patient_id)
);
select platform.make_tenant('recall.dirty_standing');
