-- Which version of a clinic's own words a message is written in, '<origin>@<version>'; null: the words of the packs.
alter table outreach.message add column own_wording text check (own_wording ~ '@[1-9][0-9]*$');
