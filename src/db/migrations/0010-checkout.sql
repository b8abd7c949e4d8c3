-- From a partner's lead or a visitor's first postal code to a contract, and the events that tell of it.

-- What a partner's systems are told about: written in the transaction that caused it, so that there is no event without its
-- change and no change without its event.
create table events (
  organization_id text not null references organizations (id),
  id text not null,
  topic text not null check (topic ~ '^[a-z_]+\.[a-z_]+$'),
  -- Ids only: who is told asks the API for the rest.
  context jsonb not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
);

create index events_newest on events (organization_id, created_at desc, id desc);

-- Somebody a partner already knows something about. The link of a lead opens the checkout with it filled in.
create table leads (
  organization_id text not null,
  id text not null,
  plan_id text not null,
  -- As the partner sent it; every field stays the customer's to change. An IBAN in here is never shown again.
  details jsonb not null,
  metadata jsonb not null default '{}',
  created_by text check (length(created_by) between 1 and 200),
  created_at timestamptz not null,
  last_visited_at timestamptz,
  -- One lead gives one contract.
  subscription_id text,
  subscribed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, plan_id) references plans (organization_id, id),
  check ((subscription_id is null) = (subscribed_at is null))
);

create index leads_newest on leads (organization_id, created_at desc, id desc);

-- A checkout under way: a browser's cookie finds it again for a week, whatever was closed in between.
create table checkouts (
  organization_id text not null,
  -- SHA-256 of what the cookie holds.
  id_hash bytea not null check (length(id_hash) = 32),
  plan_id text not null,
  -- Who orders, where that is known: signed in, or by the code that went to their e-mail address.
  customer_id text,
  lead_id text,
  -- What was typed, by the name of its field, and the steps that were sent off. Emptied once it has become a contract.
  fields jsonb not null default '{}',
  completed text[] not null default '{}',
  -- What a partner's page handed over beside the fields, for the contract.
  metadata jsonb not null default '{}',
  credited_to text check (length(credited_to) between 3 and 254),
  -- The monthly amount last shown, so that a change is told before it is ordered.
  quoted_cents integer,
  quoted_at timestamptz,
  -- The address that proved to be the visitor's, and the code on its way to one (see login_codes for its hash).
  verified_email text,
  code_email text,
  code_hash bytea,
  code_sent_at timestamptz,
  code_tries integer not null default 0,
  subscription_id text,
  ordered_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, id_hash),
  foreign key (organization_id, plan_id) references plans (organization_id, id),
  check ((subscription_id is null) = (ordered_at is null))
);

create index checkouts_expired on checkouts (expires_at);

-- Who wants to hear once their postal code is served.
create table service_requests (
  organization_id text not null,
  id text not null,
  plan_id text not null,
  zip text not null check (zip ~ '^[0-9]{5}$'),
  email text not null check (length(email) between 3 and 254),
  locale text not null check (locale in ('de', 'en')),
  created_at timestamptz not null,
  primary key (organization_id, id)
);

create unique index service_requests_once on service_requests (organization_id, plan_id, zip, lower(email));

alter table plans
  -- Where the checkout leads after the order, with the ids of what was ordered; null: to its own last page.
  add column redirect_url text check (redirect_url ~ '^https?://');

alter table subscriptions
  add column source text not null default 'api' check (source in ('api', 'checkout', 'operator')),
  add column lead_id text,
  add column credited_to text,
  -- BDEW code of the supplier that is left; null for who moves in.
  add column previous_supplier_code text,
  -- Supply within the time for withdrawal was asked for expressly (§ 357a (2) BGB).
  add column early_supply boolean not null default false,
  -- The day on which the market process settled that supply begins.
  add column confirmed_at timestamptz,
  -- The contract summary (§ 41 (4) EnWG) as it was shown above the order button.
  add column summary jsonb;
