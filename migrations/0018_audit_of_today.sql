create schema insights;
grant usage on schema insights to kembali_app;

-- What the clinic says about how it recalls today: five questions, each answer kept, the newest of a question shown.
create table insights.audit_answer (
  clinic_id uuid not null references clinic.clinic (id),
  id uuid not null,
  question text not null check (question in ('who', 'how', 'how_often', 'technology', 'no_answer')),
  answer text not null check (length(answer) between 1 and 500),
  answered_at timestamptz not null,
  answered_by text not null,                       -- name of the person
  primary key (clinic_id, id)
);
create index audit_answer_by_question on insights.audit_answer (clinic_id, question, answered_at);
select platform.make_append_only('insights.audit_answer');

-- A clinic whose visits carry no value says what one brings on average.
grant update (mean_visit_value) on clinic.clinic to kembali_app;
