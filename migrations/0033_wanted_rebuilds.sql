-- A large clinic changed its recall types: the worker computes all its cycles anew.
create table recall.wanted_rebuild (
  clinic_id uuid primary key references clinic.clinic (id),
  asked_at timestamptz not null
);
select platform.make_tenant('recall.wanted_rebuild');
