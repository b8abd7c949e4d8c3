import { z } from 'zod'
import type { PartnerRole } from '../../db/market-tables.ts'
import type { Id } from '../../domain/identifiers.ts'
import { csvPartnerCode, csvWord } from '../tariffs/csv-fields.ts'
import { readCsvRows } from '../tariffs/csv-rows.ts'

/** A company of the electricity market in one of its roles, named by its BDEW code. */
export interface MarketPartner {
  id: Id<'marketPartner'>
  code: string
  role: PartnerRole
  name: string
}

const PARTNER_ROLES = ['supplier', 'grid_operator', 'metering_operator'] as const

const row = z.object({
  code: csvPartnerCode,
  role: csvWord(PARTNER_ROLES),
  name: z.string().min(1, 'is missing').max(200),
})

/** Reads `code,role,name`. @throws Failure with one entry per bad line. */
export function parseMarketPartners(csv: string): Omit<MarketPartner, 'id'>[] {
  return readCsvRows(csv, row, ({ code, role }) => `${role} ${code}`)
}
