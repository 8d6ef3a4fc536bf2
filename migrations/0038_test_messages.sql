-- Messages that staff send to themselves to see that an account works: to no patient, so no consent, cap or campaign knows of them.
create table outreach.test_message (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  account_id uuid not null,
  address text not null,                           -- as staff typed it: E.164 or e-mail, in the form of patients.contact_point
  language text not null check (language in ('en', 'pl', 'ru', 'ms')),
  subject text,
  body text not null,
  state text not null check (state in ('queued', 'submitting', 'accepted', 'failed', 'ambiguous')),
  state_reason text,                               -- provider's words or a key; no patient data
  delivery text not null default 'none' check (delivery in ('none', 'enroute', 'delivered', 'failed')),
  asked_at timestamptz not null,
  staff_id uuid not null,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  lease_token uuid,
  lease_until timestamptz,
  reference integer not null,
  provider_message_id text,
  submitted_at timestamptz,
  settled_at timestamptz,                          -- accepted, failed, or given up
  delivered_at timestamptz,                        -- the last word of a receipt
  primary key (clinic_id, id),
  foreign key (clinic_id, account_id) references outreach.account (clinic_id, id),
  foreign key (clinic_id, staff_id) references clinic.staff (clinic_id, id)
);
create index test_message_open on outreach.test_message (clinic_id, not_before) where state in ('queued', 'submitting');
create index test_message_by_account on outreach.test_message (clinic_id, account_id, asked_at desc);
select platform.make_tenant('outreach.test_message');
