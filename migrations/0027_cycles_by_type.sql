-- The due list reads each type's cycles in order of their due dates and stops after a page.
create index cycle_open_by_type on recall.cycle (clinic_id, type_key, due_effective, patient_id) where closed_at is null;
drop index recall.cycle_open_by_due;
