-- What customers do on the pages of the portal: readings with evidence, notice and withdrawal, a new mandate, orders.

alter table meter_readings
  -- What the customer said when the reading was asked back about; somebody looks at it then.
  add column message text check (length(message) between 1 and 500),
  add column needs_review boolean not null default false;

-- The photo of a register, kept beside the reading it proves.
create table reading_photos (
  organization_id text not null,
  reading_id text not null,
  content_type text not null check (content_type in ('image/jpeg', 'image/png', 'image/webp')),
  content bytea not null check (length(content) <= 8388608),
  created_at timestamptz not null,
  primary key (organization_id, reading_id),
  foreign key (organization_id, reading_id) references meter_readings (organization_id, id)
);

alter table subscriptions
  add column termination_reason text check (termination_reason in ('ORDINARY', 'EXTRAORDINARY', 'MOVE_OUT', 'WITHDRAWAL')),
  -- Withdrawn from before supply began, a contract ends where it would have begun.
  drop constraint subscriptions_check,
  add constraint subscriptions_check
    check (end_at > start_at or (end_at = start_at and termination_reason = 'WITHDRAWAL'));

-- Notice (§ 312k BGB) and withdrawal (§ 356a BGB) as they were declared, with or without being signed in. What was declared is
-- kept word for word with the moment it arrived, also where no contract could be found for it.
create table declarations (
  organization_id text not null,
  id text not null,
  plan_id text not null,
  kind text not null check (kind in ('termination', 'withdrawal')),
  name text not null check (length(name) between 1 and 200),
  contract text not null check (length(contract) between 1 and 100),
  email text not null check (length(email) between 3 and 320),
  -- Of a termination: ordinary, or extraordinary with its reason.
  termination_kind text check (termination_kind in ('ordinary', 'extraordinary', 'move_out')),
  reason text check (length(reason) between 1 and 2000),
  -- Null: at the earliest possible time.
  intended_end_on date,
  -- The contract it was found to mean; null until somebody has looked.
  subscription_id text,
  received_at timestamptz not null,
  locale text not null check (locale in ('de', 'en')),
  primary key (organization_id, id),
  check ((kind = 'termination') = (termination_kind is not null))
);

create index declarations_newest on declarations (organization_id, received_at desc, id desc);

-- A mandate that was replaced stays: what was collected by it may be asked about for months (SEPA rulebook).
alter table payment_methods add column replaced_at timestamptz;
-- A creditor uses a mandate reference once, whatever its capitals (SEPA rulebook, AT-01).
create unique index payment_methods_reference on payment_methods (organization_id, upper(mandate_reference));
create index payment_methods_of_customer on payment_methods (organization_id, customer_id);

-- Orders of a grid fee reduction under § 14a EnWG.
create table grid_fee_reductions (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  subscription_id text not null,
  module smallint not null check (module in (1, 2, 3)),
  status text not null check (status in ('intended', 'ordered', 'rejected', 'activated', 'ended')),
  valid_from date,
  valid_until date check (valid_until > valid_from),
  rejected_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id)
);
