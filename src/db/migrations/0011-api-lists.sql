-- What the lists of the partner API are read by: newest first within the organisation, and by what they are most often
-- filtered by. Measured with 100,000 contracts and a million invoices (docs/benchmarks.md).

create index plans_newest on plans (organization_id, created_at desc, id desc);

create index subscriptions_newest on subscriptions (organization_id, created_at desc, id desc);
create index subscriptions_by_status on subscriptions (organization_id, status, created_at desc, id desc);
create index subscriptions_of_plan on subscriptions (organization_id, plan_id, created_at desc, id desc);
create index subscriptions_updated on subscriptions (organization_id, updated_at);

create index market_partners_newest on market_partners (role, created_at desc, id desc);

create index invoices_newest on invoices (organization_id, issued_at desc, id desc, period_start, period_end);
-- As the API shows it: what was given up is open where the contract knows no other word for it.
create index invoices_by_status on invoices (
  organization_id,
  (case when status = 'uncollectible' and type <> 'prepayment' then 'open' else status end),
  issued_at desc, id desc
);
create index invoices_by_type on invoices (organization_id, type, issued_at desc, id desc);
create index invoices_given_up on invoices (organization_id, issued_at desc, id desc) where uncollectible_at is not null;

create index meter_orders_newest on meter_orders (organization_id, created_at desc, id desc);
create index meter_orders_of_customer on meter_orders (organization_id, customer_id, created_at desc, id desc);
create index meter_orders_of_subscription on meter_orders (organization_id, subscription_id);
create index meter_orders_by_status on meter_orders (organization_id, status, created_at desc, id desc);

create index grid_fee_reductions_newest on grid_fee_reductions (organization_id, created_at desc, id desc);
create index grid_fee_reductions_of_customer on grid_fee_reductions (organization_id, customer_id, created_at desc, id desc);
create index grid_fee_reductions_of_subscription on grid_fee_reductions (organization_id, subscription_id);
create index grid_fee_reductions_by_status on grid_fee_reductions (organization_id, status, created_at desc, id desc);
create index grid_fee_reductions_updated on grid_fee_reductions (organization_id, updated_at);
