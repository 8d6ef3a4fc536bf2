-- A seeded clinic of any size, made by sets: ten visits each on average. Every draw is a hash of seed, entity and purpose, so
-- that a size twice as large begins with the same patients. $1 clinic, $2 patients, $3 seed, $4 the moment it ends at.
-- Statements are separated by lines of two dashes and a percent sign.
create or replace function pg_temp.draw(seed int, entity bigint, purpose int, below int) returns int
  language sql immutable parallel safe as
$$ select ((hashint8extended(entity, seed::bigint * 1000 + purpose) & 9007199254740991) % below)::int $$;
create or replace function pg_temp.id(kind text, entity bigint) returns uuid
  language sql immutable parallel safe as
$$ select (kind || '000000-0000-8000-8000-' || lpad(to_hex(entity), 12, '0'))::uuid $$;
--%
insert into scheduling.service (clinic_id, id, key, name, minutes, value_minor)
select $1::uuid, pg_temp.id('11', n), key, initcap(replace(key, '_', ' ')), 30, 10000 + n * 2500
from unnest(array['hygiene', 'perio_maintenance', 'child_checkup', 'checkup', 'annual_wellness', 'chronic_review', 'mammography', 'filling'])
  with ordinality as s (key, n)
--%
insert into scheduling.resource (clinic_id, id, kind, name, source, external_id)
select $1::uuid, pg_temp.id('12', n), 'practitioner', 'Practitioner ' || n, 'bench', n::text from generate_series(1, 12) n
--%
insert into patients.patient (clinic_id, id, source, external_id, given_name, family_name, full_name, birth_date, sex, language,
  city, postcode, country, is_deceased, latitude, longitude, balance_minor, registered_at, created_at, changed_at, revision)
select $1::uuid, pg_temp.id('00', n), 'bench', lpad(n::text, 9, '0'), given, family, given || ' ' || family,
  ($4::timestamptz::date - pg_temp.draw($3, n, 1, 33000))::date, case when pg_temp.draw($3, n, 2, 100) < 52 then 'female' else 'male' end,
  (array['pl', 'pl', 'pl', 'ru', 'en', 'ms'])[1 + pg_temp.draw($3, n, 3, 6)], 'Kraków', lpad((30000 + pg_temp.draw($3, n, 4, 900))::text, 5, '0'), 'PL',
  pg_temp.draw($3, n, 5, 100) = 0, 49.9 + pg_temp.draw($3, n, 6, 3000) / 10000.0, 19.7 + pg_temp.draw($3, n, 7, 5000) / 10000.0,
  case when pg_temp.draw($3, n, 8, 20) = 0 then pg_temp.draw($3, n, 9, 50000) end,
  $4::timestamptz - interval '6 years', $4::timestamptz, $4::timestamptz, ''
from generate_series(1, $2::bigint) n,
  lateral (select (array['Anna', 'Jan', 'Maria', 'Piotr', 'Ewa', 'Tomasz', 'Zofia', 'Иван', 'Ольга', 'Aminah', 'Tan', 'Helen'])[1 + pg_temp.draw($3, n, 10, 12)] as given,
    (array['Nowak', 'Kowalska', 'Wójcik', 'Lis', 'Zając', 'Воробьёв', 'Кузнецова', 'binti Ismail', 'Mei Ling', 'Smith', 'Baran', 'Żak'])[1 + pg_temp.draw($3, n, 11, 12)]
      || '-' || to_hex(pg_temp.draw($3, n, 12, 65536)) as family) f
--%
insert into scheduling.visit (clinic_id, id, patient_id, resource_id, status, kind_code, is_emergency, started_at, ended_at, value_minor,
  source, external_id, revision)
select $1::uuid, pg_temp.id('20', v), pg_temp.id('00', n), pg_temp.id('12', 1 + pg_temp.draw($3, n, 13, 12)),
  case when pg_temp.draw($3, v, 14, 50) = 0 then 'cancelled' else 'finished' end,
  (array['hygiene', 'hygiene', 'hygiene', 'checkup', 'checkup', 'annual_wellness', 'chronic_review', 'perio_maintenance', 'child_checkup', 'filling', 'filling', 'emergency'])
    [1 + pg_temp.draw($3, v, 15, 12)],
  pg_temp.draw($3, v, 15, 12) = 11, ended - interval '30 minutes', ended, 8000 + pg_temp.draw($3, v, 16, 40000), 'bench', lpad(v::text, 10, '0'), ''
from (select n, (n - 1) * 10 + i as v,
    $4::timestamptz - make_interval(days => 1 + pg_temp.draw($3, n, 17, 900) + (i - 1) * (90 + pg_temp.draw($3, n, 18, 150)), mins => pg_temp.draw($3, n * 10 + i, 19, 600)) as ended
  from generate_series(1, $2::bigint) n, generate_series(1, 10) i) v
--%
insert into patients.procedure (clinic_id, id, patient_id, source, external_id, code, status, performed_at, revision)
select $1::uuid, pg_temp.id('30', n), pg_temp.id('00', n), 'bench', lpad(n::text, 9, '0'),
  (array['D1110', 'D4910', 'D0274', '77067', '88142', '45378'])[1 + pg_temp.draw($3, n, 20, 6)], 'completed',
  $4::timestamptz - make_interval(days => 1 + pg_temp.draw($3, n, 21, 1800)), ''
from generate_series(1, $2::bigint) n where pg_temp.draw($3, n, 22, 3) = 0
--%
insert into patients.condition (clinic_id, id, patient_id, source, external_id, code, recorded_at, revision)
select $1::uuid, pg_temp.id('40', n), pg_temp.id('00', n), 'bench', lpad(n::text, 9, '0'),
  (array['E11.9', 'I10', 'J45', 'I50', 'M54'])[1 + pg_temp.draw($3, n, 23, 5)], $4::timestamptz - make_interval(days => pg_temp.draw($3, n, 24, 3000)), ''
from generate_series(1, $2::bigint) n where pg_temp.draw($3, n, 25, 4) = 0
--%
insert into scheduling.appointment (clinic_id, id, patient_id, service_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
select $1::uuid, pg_temp.id('50', n), pg_temp.id('00', n), pg_temp.id('11', 1 + pg_temp.draw($3, n, 26, 8)), at, at + interval '30 minutes', state, 'staff', 'bench', lpad(n::text, 9, '0'),
  $4::timestamptz - interval '40 days', $4::timestamptz - interval '40 days'
from (select n, case when pg_temp.draw($3, n, 27, 100) < 4 then 'booked' else 'no_show' end as state,
    case when pg_temp.draw($3, n, 27, 100) < 4 then $4::timestamptz + make_interval(days => 1 + pg_temp.draw($3, n, 28, 90))
      else $4::timestamptz - make_interval(days => 1 + pg_temp.draw($3, n, 28, 900)) end as at
  from generate_series(1, $2::bigint) n where pg_temp.draw($3, n, 27, 100) < 9) a
--%
insert into patients.contact_point (clinic_id, id, kind, value, validity, created_at)
select $1::uuid, pg_temp.id('60', n), 'phone', '+48' || (500000000 + n)::text, case when pg_temp.draw($3, n, 29, 4) = 0 then 'invalid' else 'ok' end, $4::timestamptz
from generate_series(1, $2::bigint) n
--%
insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use, source)
select $1::uuid, pg_temp.id('00', n), pg_temp.id('60', n), 'mobile', 'bench' from generate_series(1, $2::bigint) n
--%
insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
select $1::uuid, pg_temp.id('70', n), pg_temp.id('60', n), pg_temp.id('00', n), 'sms', 'all',
  case when pg_temp.draw($3, n, 30, 50) = 0 then 'withdrawn' else 'given' end, $4::timestamptz - interval '1 year', 'Europe/Warsaw', 'import', 'bench'
from generate_series(1, $2::bigint) n where pg_temp.draw($3, n, 31, 10) < 9
--%
insert into patients.coverage (clinic_id, id, patient_id, source, external_id, payer, status, starts_on, ends_on, revision)
select $1::uuid, pg_temp.id('80', n), pg_temp.id('00', n), 'bench', lpad(n::text, 9, '0'), 'Payer ' || pg_temp.draw($3, n, 32, 9), 'active',
  ($4::timestamptz - interval '4 years')::date, case when pg_temp.draw($3, n, 33, 3) = 0 then ($4::timestamptz - make_interval(days => pg_temp.draw($3, n, 34, 700)))::date end, ''
from generate_series(1, $2::bigint) n where pg_temp.draw($3, n, 35, 5) = 0
