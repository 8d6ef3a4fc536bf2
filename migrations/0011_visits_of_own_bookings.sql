-- A booking made here has another number in the practice system, and the visits that come of it name that one. Without it
-- a booking that was kept and the visit filed for it would count as two visits.
alter table scheduling.appointment add column imported_as uuid;   -- the id that the practice system's number of it derives
create index appointment_imported_as on scheduling.appointment (clinic_id, imported_as) where imported_as is not null;
