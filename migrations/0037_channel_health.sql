-- What the worker last found of each account's connection. It says so again every other minute: a word that is older is the last one of a
-- worker that has gone.
create table outreach.channel_health (
  clinic_id uuid not null references clinic.clinic (id),
  account_id uuid not null,
  state text not null check (state in ('ready', 'connecting', 'failing', 'unopened')),
  trouble jsonb,                                   -- src/outreach/rules/account-trouble.ts; no patient data
  since timestamptz not null,                      -- of the state
  seen_at timestamptz not null,
  last_inbound_at timestamptz,                     -- a text of a patient came in by this account; to the minute
  primary key (clinic_id, account_id),
  foreign key (clinic_id, account_id) references outreach.account (clinic_id, id)
);
select platform.make_tenant('outreach.channel_health');
