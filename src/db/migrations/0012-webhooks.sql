-- Where partners want to be told of events, and what became of telling them.

create table webhook_endpoints (
  organization_id text not null references organizations (id),
  id text not null,
  url text not null check (length(url) between 10 and 2000),
  description text not null default '',
  -- '*' stands for every topic but the portal's own, which are asked for by name.
  topics text[] not null check (cardinality(topics) between 1 and 50),
  -- The name of the header that carries the signature.
  signature_header text not null check (length(signature_header) between 1 and 100),
  -- What signs, sealed under a key that is not in the database (http/seal.ts).
  secret bytea not null,
  -- The one before it signs too, for as long as the receiver may need to change over.
  previous_secret bytea,
  previous_secret_until timestamptz,
  -- Sign-ons from here on become portal events, where the topics ask for them.
  portal_since timestamptz not null,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  check ((previous_secret is null) = (previous_secret_until is null))
);

create index webhook_endpoints_newest on webhook_endpoints (organization_id, created_at desc, id desc);

-- One event on its way to one endpoint: written in the event's own transaction, kept until it has arrived.
create table webhook_deliveries (
  organization_id text not null,
  id text not null,
  endpoint_id text not null,
  event_id text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- Attempts since it was written or replayed.
  attempts integer not null default 0,
  -- While an attempt is under way: when another process takes it for lost.
  next_attempt_at timestamptz,
  -- The latest attempts, oldest first: [{"at", "status", "reason", "duration_ms"}].
  log jsonb not null default '[]',
  -- The beginning of the last answer's body.
  response text,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, endpoint_id) references webhook_endpoints (organization_id, id) on delete cascade,
  foreign key (organization_id, event_id) references events (organization_id, id),
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'pending') = (settled_at is null))
);

create index webhook_deliveries_due on webhook_deliveries (organization_id, endpoint_id, next_attempt_at)
  where status = 'pending';
create index webhook_deliveries_newest on webhook_deliveries (organization_id, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_settled on webhook_deliveries (settled_at) where status <> 'pending';
