-- Modules of § 14a EnWG that come to a contract, or leave it, while it runs: from each of these days on its grid fee and the
-- price of its meter are these, until the next. Before the first they are those of the contract's own row.
create table module_changes (
  organization_id text not null,
  subscription_id text not null,
  valid_from date not null,
  module_1 boolean not null,
  module_2 boolean not null,
  module_3 boolean not null,
  metering_class text not null,
  created_at timestamptz not null,
  primary key (organization_id, subscription_id, valid_from),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id),
  check (not (module_2 and (module_1 or module_3))),
  check (module_1 or not module_3)
);
