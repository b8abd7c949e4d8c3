import { addDays, type Day } from '../../src/domain/local-time.ts'
import type { DemoPortal } from './demo-portal.ts'

export interface ApiSubscription {
  id: string
  number: string
  type: 'consumption' | 'feed_in'
  status: string
  start_at: string
  end_at: string | null
  plan: string
  address: { street: string; house_number: string; zip: string; city: string }
  meter: { type: 'smart' | 'analog'; number: string; malo: string | null }
  payment_method: { sepa_debit: { iban: string; account_holder: string } }
}

export interface ApiInvoice {
  id: string
  invoice_number: string
  status: string
  type: string
  total: number
  net: number
  usage?: number
  period_start: string
  due_on: Day | null
  lines?: { net: number }[]
}

/** What the partner API answers of one customer of the demo world. */
export function apiFigures(demo: DemoPortal, client = 'demo') {
  const api = demo.apiOf(client)

  async function get<Answer>(path: string): Promise<Answer> {
    const response = await api.get(path)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  async function list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = []
    let cursor: string | null = null
    do {
      const page: { items: Item[]; next_page: string | null } = await get(
        `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      items.push(...page.items)
      cursor = page.next_page
    } while (cursor !== null)
    return items
  }

  return {
    get,
    list,
    /** Each with its parts, which a list names by their ids. */
    async subscriptions(customerId: string): Promise<ApiSubscription[]> {
      const found = await list<{ id: string }>(`/subscriptions?filter[customer][eq]=${customerId}`)
      return Promise.all(found.map(({ id }) => get<ApiSubscription>(`/subscriptions/${id}`)))
    },
    /** kWh by their beginning; `to` is the first day no longer asked for. */
    usage: (id: string, from: Day, to: Day, resolution: string) =>
      get<{ data: { start: string; usage: number; type: string }[] }>(
        `/subscriptions/${id}/usage?start=${from}&end=${to}&resolution=${resolution}`,
      ),
    /** Gross ct/kWh by quarter-hour; `to` is the first day no longer asked for, as everywhere but on the wire. */
    prices: async (id: string, from: Day, to: Day) => {
      const { items } = await get<{
        items: {
          timestamp: string
          amount: number | null
          components: { type: string; amount: number | null }[]
        }[]
      }>(`/subscriptions/${id}/prices?start=${from}&end=${addDays(to, -1)}`)
      return items
    },
    invoices: (subscriptionId: string) =>
      list<ApiInvoice>(`/invoices?filter[subscription][eq]=${subscriptionId}`),
  }
}
