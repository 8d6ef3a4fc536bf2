-- What a patient's visits come to is read from the index alone; only the last one is looked up.
drop index scheduling.visit_by_patient;
create index visit_by_patient on scheduling.visit (clinic_id, patient_id, ended_at)
  include (status, kind_code, value_minor, is_emergency);
