-- A session ends when nobody has done anything in it for a while (HIPAA 164.312(a)(2)(iii)). One without this moment was
-- begun before there was a limit: it has ended.
alter table auth."session" add column "lastActiveAt" timestamptz;
