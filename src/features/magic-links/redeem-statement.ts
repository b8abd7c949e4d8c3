/**
 * Redeems many links in one statement: lock each link, decide, use it up, end the browser's older session, open the new
 * one, write the audit row.
 *
 * The update of `consumed_at` is the one atomic step: of any number of opens, in this batch, this process or another,
 * exactly one finds the link unused. Within a batch the first row that may have a token gets it; between batches the row lock
 * decides, taken in the order of the tokens so that two batches cannot wait for each other.
 *
 * `outcome` says what became of each row:
 *   redeemed  the session is open
 *   confirm   a link for a message, valid, opened by GET: it waits for the button
 *   used, expired, unknown, foreign   nobody was signed in; the difference is for the log alone
 */
export const REDEEM_STATEMENT = `
with presented as materialized (
  select * from unnest(
    $1::text[], $2::text[], $3::bytea[], $4::boolean[], $5::bytea[], $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[]
  ) with ordinality as presented (
    organization_id, plan_id, token_hash, is_post, session_hash, session_id, older_session_hash, address, user_agent, audit_id,
    position
  )
), locked as materialized (
  select link.*
  from magic_links link
  join (select distinct organization_id, token_hash from presented) token
    on token.organization_id = link.organization_id and token.token_hash = link.token_hash
  order by link.organization_id, link.token_hash
  for update of link
), weighed as materialized (
  select
    presented.*, locked.customer_id, locked.next_path, locked.return_url, locked.locale, locked.flow,
    case
      when locked.token_hash is null then 'unknown'
      when locked.plan_id <> presented.plan_id then 'foreign'
      when locked.consumed_at is not null then 'used'
      when locked.expires_at <= clock_timestamp() then 'expired'
      when locked.delivery = 'message' and not presented.is_post then 'confirm'
      else 'redeemed'
    end as verdict
  from presented
  left join locked on locked.organization_id = presented.organization_id and locked.token_hash = presented.token_hash
), judged as materialized (
  select *,
    case
      when verdict = 'redeemed'
        and row_number() over (partition by organization_id, token_hash, verdict order by position) > 1 then 'used'
      else verdict
    end as outcome
  from weighed
), consumed as (
  update magic_links link set consumed_at = clock_timestamp()
  from judged
  where judged.outcome = 'redeemed'
    and link.organization_id = judged.organization_id and link.token_hash = judged.token_hash
    and link.consumed_at is null
), older as (
  update sessions set ended_at = clock_timestamp()
  from judged
  where judged.outcome = 'redeemed' and judged.older_session_hash is not null
    and sessions.organization_id = judged.organization_id and sessions.id_hash = judged.older_session_hash
    and sessions.ended_at is null
), opened as (
  insert into sessions (
    organization_id, id_hash, id, plan_id, customer_id, method, return_url, locale, flow, address, user_agent,
    created_at, last_seen_at, expires_at
  )
  select
    judged.organization_id, judged.session_hash, judged.session_id, judged.plan_id, judged.customer_id, 'magic_link',
    judged.return_url, judged.locale, judged.flow, judged.address::inet, judged.user_agent,
    now(), now(), now() + make_interval(secs => plan.session_max_seconds)
  from judged
  join plans plan on plan.organization_id = judged.organization_id and plan.id = judged.plan_id
  where judged.outcome = 'redeemed'
), audited as (
  insert into audit_events (
    organization_id, id, occurred_at, action, actor_type, actor_id, customer_id, subject, address, user_agent, details
  )
  select
    organization_id, audit_id, now(), case outcome when 'redeemed' then 'magic_link.redeemed' else 'magic_link.refused' end,
    'customer', customer_id, customer_id, left(encode(token_hash, 'hex'), 16), address::inet, user_agent,
    case when outcome = 'redeemed' then null else jsonb_build_object('reason', outcome) end
  from judged
  where outcome in ('redeemed', 'used', 'expired', 'foreign')
)
select judged.outcome, judged.customer_id, judged.next_path, customer.first_name, customer.company_name
from judged
left join customers customer
  on customer.organization_id = judged.organization_id and customer.id = judged.customer_id
order by judged.position
`
