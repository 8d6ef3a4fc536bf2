-- Staff may take somebody into a running campaign by hand. Nobody drew lots about that enrolment, so it stands outside
-- the comparison with the hold-out (insights/rules/proof.ts); the funnel counts it like any other.
alter table campaigns.enrolment
  add column invited_at timestamptz,                          -- null: the audience brought them in
  add column invited_by text,
  add column was_held_out boolean not null default false,     -- drawn into the hold-out, then invited: the draw still counts
  add constraint enrolment_invited_by_somebody check ((invited_at is null) = (invited_by is null)),
  add constraint enrolment_was_held_out check (not was_held_out or (invited_at is not null and arm = 'contacted'));
