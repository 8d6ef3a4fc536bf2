-- Schemas, the tenant rule, and the clinic itself. Forward only: a mistake is mended by a later file.
create extension if not exists btree_gist with schema public;
create extension if not exists pg_trgm with schema public;

create schema platform;
create schema clinic;
grant usage on schema platform, clinic to kembali_app;

-- Law 12: what makes a table a tenant table. SELECT … FOR SHARE and FOR UPDATE need UPDATE, so the app role gets all four.
create function platform.make_tenant(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s using (clinic_id = nullif(current_setting(''app.clinic_id'', true), '''')::uuid)', target);
  execute format('grant select, insert, update, delete on %s to kembali_app', target);
end $$;

-- Append-only tables: history is never rewritten by the application (laws 17 and 18).
create function platform.make_append_only(target regclass) returns void language plpgsql as $$
begin
  perform platform.make_tenant(target);
  execute format('revoke update, delete on %s from kembali_app', target);
end $$;

-- How text is folded for search: lower case, without the marks that people leave out (ł, ё, é …).
create function platform.folded(input text) returns text language sql immutable parallel safe as $$
  select translate(lower(input),
    'ąćęłńóśźżáàâäãåčďéèêëěíìîïľňôöőøřšťúùûüůűýžçñßё''`-.,()',
    'acelnoszzaaaaaacdeeeeeiiiilnoooorstuuuuuuyzcnsе        ')
$$;

-- ---- clinic -------------------------------------------------------------------------------------------------

create table clinic.clinic (                       -- directory
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9]{4,12}$'),   -- names the clinic in tokens: <key>.<secret>
  name text not null,
  display_name text not null,                      -- neutral alias shown to patients when the name reveals a speciality
  practice_type text not null check (practice_type in ('dental', 'primary_care', 'physiotherapy', 'specialist')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text,                                     -- e.g. the US state, for quiet hours
  zone text not null,                              -- IANA
  language text not null check (language in ('en', 'pl', 'ru', 'ms')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  phone text,
  address text,
  public_url text,                                 -- base of patient links; null: the server's own address
  mean_visit_value integer,                        -- minor units; null: unknown
  source_answered_at timestamptz,                  -- when the connected practice system last answered
  source_stale_after_hours integer,                -- invitations wait beyond this; null: nothing is connected
  created_at timestamptz not null,
  ended_at timestamptz
);
grant select, update (source_answered_at, source_stale_after_hours) on clinic.clinic to kembali_app;

-- Which clinic an outside key belongs to: phone numbers of ours, provider ids, return paths, token prefixes.
create table clinic.route (                        -- directory
  kind text not null check (kind in ('sender', 'provider_message', 'return_path', 'token')),
  key text not null,
  clinic_id uuid not null,
  created_at timestamptz not null,
  primary key (kind, key)
);
create index route_by_clinic on clinic.route (clinic_id, kind);
grant select, insert on clinic.route to kembali_app;

create table clinic.location (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  source text not null,
  external_id text not null,
  name text not null,
  address text,
  zone text,
  primary key (clinic_id, id),
  unique (clinic_id, source, external_id)
);
select platform.make_tenant('clinic.location');

create table clinic.staff (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  auth_user_id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'manager', 'front_desk', 'clinician', 'read_only')),
  language text not null check (language in ('en', 'pl', 'ru', 'ms')),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, auth_user_id)
);
create index staff_by_user on clinic.staff (auth_user_id);
select platform.make_tenant('clinic.staff');

-- One-time links: the first owner, an invited colleague, a sign-in link. Only the hash of the secret is kept.
create table clinic.one_time_link (                -- directory
  token_hash text primary key,
  purpose text not null check (purpose in ('set_up', 'sign_in')),
  clinic_id uuid,
  auth_user_id text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table clinic.audit (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'patient', 'system', 'command_line')),
  actor_id text,
  actor_name text,
  action text not null,                            -- e.g. recall_type.enabled
  subject_kind text not null,
  subject_id text,
  detail jsonb not null default '{}',
  primary key (clinic_id, id)
);
create index audit_by_time on clinic.audit (clinic_id, at desc);
create index audit_by_subject on clinic.audit (clinic_id, subject_kind, subject_id, at desc);
select platform.make_append_only('clinic.audit');
