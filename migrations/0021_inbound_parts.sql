-- Parts of long texts from patients, until the rest has come. Tenant tables (law 12): a part comes in by the link of one
-- account and an account belongs to one clinic, so the clinic is known before anything of the text is. Whichever worker
-- holds a link keeps its parts here, and whichever is there hands the text on.
create table outreach.inbound_text (
  clinic_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  sender text not null,
  recipient text not null,
  reference integer not null,                      -- of the phone, from 0 to 255 or 65535 and then again
  total integer not null check (total between 2 and 255),
  state text not null check (state in ('open', 'closed', 'handed_on', 'repeated')),
  started_at timestamptz not null,
  next_at timestamptz,                             -- closed: now; open: when the rest is not waited for any longer
  ended_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, account_id) references outreach.account (clinic_id, id)
);
create unique index inbound_text_open on outreach.inbound_text (clinic_id, account_id, sender, recipient, reference, total)
  where state = 'open';
create index inbound_text_due on outreach.inbound_text (clinic_id, next_at) where next_at is not null;
create index inbound_text_same on outreach.inbound_text (clinic_id, account_id, sender, recipient, reference, total);
select platform.make_tenant('outreach.inbound_text');

create table outreach.inbound_part (
  clinic_id uuid not null,
  inbound_text_id uuid not null,
  sequence integer not null check (sequence between 1 and 255),
  words text not null,                             -- a JSON string: a phone may cut a character in two, and PostgreSQL has no halves
  received_at timestamptz not null,
  primary key (clinic_id, inbound_text_id, sequence),
  foreign key (clinic_id, inbound_text_id) references outreach.inbound_text (clinic_id, id)
);
select platform.make_tenant('outreach.inbound_part');
