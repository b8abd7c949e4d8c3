-- Everything between a partner's secret and a customer's session. Nothing here can be replayed by who reads the
-- table: secrets, tokens and cookies are stored as SHA-256 of at least 256 random bits.

-- One family per token grant. A refresh token used twice revokes its family (RFC 9700, section 4.14.2).
create table token_families (
  organization_id text not null references organizations (id),
  id text not null,
  client_id text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_reason text,
  primary key (organization_id, id),
  foreign key (organization_id, client_id) references api_clients (organization_id, client_id)
);

create table refresh_tokens (
  organization_id text not null,
  token_hash bytea not null,
  family_id text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, token_hash),
  foreign key (organization_id, family_id) references token_families (organization_id, id)
);

create table magic_links (
  organization_id text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  plan_id text not null,
  customer_id text not null,
  client_id text not null,
  delivery text not null check (delivery in ('redirect', 'message')),
  next_path text not null,
  return_url text,
  locale text,
  flow text check (flow in ('meter_reading', 'payment_method', 'invoice')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (organization_id, token_hash)
) with (fillfactor = 85);

create index magic_links_expired on magic_links (expires_at);

create table sessions (
  organization_id text not null,
  id_hash bytea not null check (length(id_hash) = 32),
  -- What a customer sees and ends in the list of devices; knowing it opens nothing.
  id text not null,
  plan_id text not null,
  customer_id text not null,
  method text not null check (method in ('magic_link', 'code')),
  return_url text,
  locale text,
  flow text,
  address inet,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id_hash)
);

create index sessions_of_customer on sessions (organization_id, customer_id) where ended_at is null;
create index sessions_expired on sessions (expires_at);

create table audit_events (
  organization_id text not null,
  id text not null,
  occurred_at timestamptz not null,
  action text not null,
  actor_type text not null check (actor_type in ('client', 'customer', 'operator', 'system')),
  actor_id text,
  customer_id text,
  subject text,
  address inet,
  user_agent text,
  details jsonb,
  primary key (organization_id, id)
);

create index audit_events_newest on audit_events (organization_id, occurred_at desc, id desc);
create index audit_events_of_customer on audit_events (organization_id, customer_id, occurred_at desc) where customer_id is not null;

-- Counters of rate-limiter-flexible, in the shape that library reads. Losing them in a crash only forgives.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
