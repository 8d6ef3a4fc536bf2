-- A set-up link says what its person becomes in the clinic: the first is its owner, later ones are colleagues.
alter table clinic.one_time_link
  add column role text not null default 'owner' check (role in ('owner', 'manager', 'front_desk', 'clinician', 'read_only'));
