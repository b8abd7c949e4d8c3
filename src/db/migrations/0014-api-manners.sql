-- What keeps clients of the API from doing harm: to others by too many requests, to themselves by asking twice.

alter table api_clients
  add column requests_per_second integer not null default 100 check (requests_per_second between 1 and 1000000);

-- What a POST with an Idempotency-Key answered, so that the same request sent again gets the same answer for a day and
-- nothing happens twice.
create table idempotent_answers (
  organization_id text not null,
  client_id text not null,
  key text not null check (length(key) between 1 and 255),
  -- SHA-256 of method, path and body.
  request_hash bytea not null check (length(request_hash) = 32),
  -- Null while the first request is at work.
  status smallint,
  -- Sealed with a key that is not in the database: an answer may hold what signs a customer in.
  sealed_body bytea,
  created_at timestamptz not null,
  primary key (organization_id, client_id, key)
);

create index idempotent_answers_old on idempotent_answers (created_at);
