-- A person at the clinic may begin a conversation. Until the first text is sent nothing was said, and no list shows it.
alter table conversations.thread drop constraint thread_state_check;
alter table conversations.thread add constraint thread_state_check check (state in ('begun', 'open', 'snoozed', 'done'));
