-- The floor of `npm run bench -- book`: the bare INSERT of one appointment and the time it takes, in one transaction of
-- the clinic. No patient is locked, no hours are looked up, nobody is told, nothing is audited, and a taken time is an
-- error of the exclusion constraint. $1 clinic, $2 appointment, $3 patient, $4 resource, $5 start, $6 end, $7 now.
with placed as (
  insert into scheduling.appointment
    (clinic_id, id, patient_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
  values ($1::uuid, $2::uuid, $3::uuid, $5::timestamptz, $6::timestamptz, 'booked', 'page', 'floor', $2::text,
    $7::timestamptz, $7::timestamptz)
)
insert into scheduling.occupancy (clinic_id, resource_id, appointment_id, during, starts_at, ends_at, state)
values ($1::uuid, $4::uuid, $2::uuid, tstzrange($5::timestamptz, $6::timestamptz), $5::timestamptz, $6::timestamptz, 'booked')
