-- The floor of `npm run bench -- duplicates`: the pairs that share a key, found by one hash join and thrown away. Nothing
-- is judged, read or written. The clinic is the transaction's.
with bearer as (
  select m.patient_id, k.key
  from patients.match_record m cross join lateral unnest(m.keys) as k (key)
  where m.clinic_id = current_setting('app.clinic_id')::uuid
)
select count(*) from (
  select distinct one.patient_id, other.patient_id
  from (select key from bearer group by key having count(*) between 2 and 50) useful
  join bearer one on one.key = useful.key
  join bearer other on other.key = one.key and other.patient_id > one.patient_id
) pair
