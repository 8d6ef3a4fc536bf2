-- The floor of `npm run bench -- due`: the joins a full rebuild cannot do without, read and thrown away. No zone, no
-- merged records, no types in each other's place, no age, nothing written. $1 is the moment; the clinic is the transaction's.
with code as (
  select t.type_key, t.kind, t.code
  from recall.trigger t join recall.recall_type r on r.clinic_id = t.clinic_id and r.key = t.type_key
  where t.clinic_id = current_setting('app.clinic_id')::uuid and r.disabled_at is null
),
seen as (
  select v.patient_id, c.type_key, max(v.ended_at) as at, min(v.ended_at) as first_at, true as is_visit
  from scheduling.visit v left join code c on c.kind = 'visit' and c.code = v.kind_code
  where v.clinic_id = current_setting('app.clinic_id')::uuid and v.status = 'finished' and v.ended_at <= $1::timestamptz
  group by v.patient_id, c.type_key
  union all
  select a.patient_id, c.type_key, max(a.ends_at), min(a.ends_at), true
  from scheduling.appointment a
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    left join code c on c.kind = 'visit' and c.code = s.key
  where a.clinic_id = current_setting('app.clinic_id')::uuid and a.state = 'fulfilled' and a.ends_at <= $1::timestamptz
  group by a.patient_id, c.type_key
  union all
  select p.patient_id, c.type_key, max(p.performed_at), null, false
  from patients.procedure p join code c on c.kind = 'procedure' and c.code = p.code
  where p.clinic_id = current_setting('app.clinic_id')::uuid and p.status = 'completed' and p.performed_at <= $1::timestamptz
  group by p.patient_id, c.type_key
),
triggered as (
  select patient_id, type_key, max(at) as at
  from (
    select patient_id, type_key, at from seen where type_key is not null
    union all
    select s.patient_id, c.type_key, s.at
    from (select patient_id, max(at) as at from seen where is_visit group by patient_id) s
      cross join (select type_key from code where kind = 'any_visit') c
    union all
    -- Screening that was never done: due from the first visit on.
    select s.patient_id, c.type_key, s.at
    from (select patient_id, min(first_at) as at from seen where is_visit group by patient_id) s
      cross join (select type_key from code where kind = 'never_done') c
  ) facts
  group by patient_id, type_key
),
due as (
  select t.patient_id, t.type_key,
    (t.at at time zone 'UTC')::date + make_interval(months => r.interval_months, days => r.interval_days) as due
  from triggered t
    join recall.recall_type r on r.clinic_id = current_setting('app.clinic_id')::uuid and r.key = t.type_key
    join patients.patient p on p.clinic_id = current_setting('app.clinic_id')::uuid and p.id = t.patient_id
    left join (
      select distinct c.patient_id, k.type_key
      from patients.condition c join code k on k.kind = 'condition' and k.code = c.code
      where c.clinic_id = current_setting('app.clinic_id')::uuid and c.abated_at is null
    ) a on a.patient_id = t.patient_id and a.type_key = t.type_key
  where not p.is_deceased and p.merged_into is null and p.left_at is null
    and (a.patient_id is not null or not r.needs_condition)
    and (r.sex is null or p.sex in (r.sex, 'other', 'unknown'))
)
select count(*) as cycles, max(due) as furthest from due
