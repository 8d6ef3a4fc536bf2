-- How fast an account may send stands in its settings, where the channels read it; this column was read by nobody.
alter table outreach.account drop column per_second;
