import type { PricesModel } from './prices-view-model.ts'

interface Place {
  day?: string | undefined
  month?: string | undefined
  at?: string | undefined
  hours?: number | undefined
}

const DEFAULT_HOURS = 3

/** What every address of the page carries on: the contract, where there are several. */
export const contractField = ({ contracts, contract }: PricesModel): Record<string, string> =>
  contracts.length > 1 ? { subscription: contract.id } : {}

/** An address that shows the same to whoever may see it, on any day. */
export function pricesUrl(model: PricesModel, { day, month, at, hours }: Place): string {
  const query = new URLSearchParams(contractField(model))
  if (day !== undefined) query.set('day', day)
  if (month !== undefined) query.set('month', month)
  if (at !== undefined) query.set('at', at)
  if (hours !== undefined && hours !== DEFAULT_HOURS) query.set('hours', String(hours))
  const text = query.toString()
  return text === '' ? '/prices' : `/prices?${text}`
}
