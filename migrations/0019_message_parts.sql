-- A long SMS is several submits, and a worker may die between two of them. How many there are is written down before the
-- first is written to the provider, and each has a reference of its own: reference, reference + 1, …
alter table outreach.message
  add column submissions integer not null default 1 check (submissions between 1 and 255);

-- Which part the id is of; null where only the number told to whom it belongs.
alter table outreach.message_part add column sequence integer check (sequence between 1 and 255);
