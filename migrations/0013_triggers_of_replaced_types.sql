-- Whether a type that takes this one's place counts this one's triggers too (prophylaxis and perio do; a stool test tells
-- nothing about the next colonoscopy). Where it does not, it takes the place only with a trigger that is not older.
alter table recall.recall_type add column shares_triggers boolean not null default true;
