-- How many of a month's cycles were answered by a visit: past ones are found by their due date.
create index cycle_answered on recall.cycle (clinic_id, due_effective) where close_reason = 'new_trigger';
