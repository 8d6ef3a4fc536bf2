-- Where a law limits contacts in a rolling window (three in 24 hours): the moments of those that count, oldest first, one
-- row for the person and one for the address. A counter row and not COUNT(*): whoever is about to send locks the row, so
-- two workers cannot both be the third.
create table outreach.recent_contact (
  clinic_id uuid not null,
  about text not null check (about in ('patient', 'contact_point')),
  subject_id uuid not null,
  contacts timestamptz[] not null,
  primary key (clinic_id, about, subject_id)
);
select platform.make_tenant('outreach.recent_contact');
