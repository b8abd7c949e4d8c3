import { expect } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import type { Db } from '../../db/database.ts'
import { type Day, instantAt } from '../../domain/local-time.ts'
import type { PriceShape } from './price-shape.ts'
import { pricesApi } from './routes.ts'

type Item = PriceShape['items'][number]

/** An API at nine in the morning of a day. */
export function pricesHost(db: Db, caller: Caller, today: Day = '2026-01-20') {
  const now = () => instantAt(today, '09:00')
  const app = apiHost(caller, (api) => api.route('/', pricesApi({ db, now })))
  const get = async (id: string, query: string) => {
    const answer = await app.request(`/subscriptions/${id}/prices${query}`)
    const text = await answer.text()
    const json = JSON.parse(text)
    matchesContract('GET', '/subscriptions/{id}/prices', answer.status, json)
    return { status: answer.status, text, json }
  }
  const prices = async (id: string, start: Day, end: Day): Promise<PriceShape> => {
    const { status, json } = await get(id, `?start=${start}&end=${end}`)
    expect(status).toBe(200)
    return json
  }
  return { get, prices }
}

/** A number as it is printed, in ten-thousandths: floats would not sum. */
export const tenThousandths = (value: number | null) => {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(String(value)) ?? []
  return Number(`${sign}${whole}${decimals.padEnd(4, '0')}`)
}
export const sumsExactly = ({ amount, components }: Item) =>
  components.reduce((sum, part) => sum + tenThousandths(part.amount), 0) === tenThousandths(amount)
