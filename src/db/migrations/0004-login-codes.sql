-- Sign-in by a six-digit code that travels by e-mail. One row is one attempt of one browser, which holds the attempt's
-- 256-bit token in a cookie; the row keeps only its hash. An address that belongs to nobody gets the same row, so that
-- asking for a code tells nothing about who is a customer.
create table login_codes (
  organization_id text not null references organizations (id),
  attempt_hash bytea not null check (length(attempt_hash) = 32),
  plan_id text not null,
  -- As it was typed. Deleted with the row, a day after the code ran out.
  email text not null check (length(email) between 3 and 254),
  -- Null: nobody's address.
  customer_id text,
  -- HMAC of attempt_hash and code under a key that is not in the database.
  code_hash bytea not null check (length(code_hash) = 32),
  next_path text,
  tries integer not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Signed somebody in, or a newer code for the same address took its place.
  ended_at timestamptz,
  primary key (organization_id, attempt_hash),
  foreign key (organization_id, plan_id) references plans (organization_id, id)
);

-- One live code for each address and portal.
create unique index login_codes_live on login_codes (organization_id, plan_id, lower(email)) where ended_at is null;
create index login_codes_expired on login_codes (expires_at);
