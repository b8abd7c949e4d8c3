-- Apps of others that a customer lets read their data: OAuth's authorisation code (RFC 6749 section 4.1, RFC 7636).

alter table api_clients
  -- A public client (RFC 6749 section 2.1) cannot keep a secret and has none.
  add column kind text not null default 'confidential' check (kind in ('confidential', 'public')),
  -- Where a customer may be sent back to. Empty: the client never asks customers.
  add column redirect_uris text[] not null default '{}',
  -- What customers read about it; without a name of its own, `name`.
  add column display_name text check (length(display_name) between 1 and 100),
  add column description text not null default '' check (length(description) <= 300),
  -- Whether its own credentials open the whole organisation's data. An app of somebody else speaks for customers alone.
  add column client_credentials boolean not null default true,
  alter column secret_hash drop not null,
  add check ((kind = 'public') = (secret_hash is null)),
  add check (kind = 'confidential' or not client_credentials);

-- That a customer allowed an app to read, and until when: kept as the proof of it (Art. 7 (1) GDPR). One stands at a time.
create table consents (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  client_id text not null,
  scope text not null,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, customer_id) references customers (organization_id, id),
  foreign key (organization_id, client_id) references api_clients (organization_id, client_id)
);

create unique index consents_standing on consents (organization_id, customer_id, client_id) where revoked_at is null;
create index consents_of_customer on consents (organization_id, customer_id, granted_at desc);

-- Set for tokens that speak for one customer. Families are deleted once their tokens have long run out; consents stay.
alter table token_families
  add column customer_id text,
  add column consent_id text,
  add foreign key (organization_id, consent_id) references consents (organization_id, id),
  add check ((customer_id is null) = (consent_id is null));

create index token_families_of_consent on token_families (organization_id, consent_id) where consent_id is not null;
create index refresh_tokens_of_family on refresh_tokens (organization_id, family_id);

-- Codes on their way from a customer's browser through the app to the token endpoint.
create table authorization_codes (
  organization_id text not null,
  code_hash bytea not null check (length(code_hash) = 32),
  client_id text not null,
  consent_id text not null,
  customer_id text not null,
  scope text not null,
  redirect_uri text not null,
  code_challenge text,
  code_challenge_method text check (code_challenge_method in ('S256', 'plain')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- The tokens it was exchanged for: a code that comes back revokes them (RFC 6749 section 4.1.2).
  family_id text,
  primary key (organization_id, code_hash),
  foreign key (organization_id, consent_id) references consents (organization_id, id),
  check ((code_challenge is null) = (code_challenge_method is null)),
  check ((used_at is null) = (family_id is null))
);

create index authorization_codes_of_consent on authorization_codes (organization_id, consent_id);
create index authorization_codes_expired on authorization_codes (expires_at);
