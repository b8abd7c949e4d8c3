import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { instantAt } from '../../domain/local-time.ts'
import { findSuppliersNamed, searchSuppliers } from './search-suppliers.ts'
import { storeMarketPartners } from './store-market-partners.ts'

let db: Db

beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
  await storeMarketPartners({ db, now: instantAt('2026-11-23', '09:00') }, [
    { code: '9905048000007', role: 'supplier', name: 'Stadtwerke Ufer' },
    { code: '9904292000003', role: 'supplier', name: 'Ufer Stadtwerke 100%' },
    { code: '9903829000006', role: 'supplier', name: 'Bergstrom' },
    { code: '9911845000009', role: 'supplier', name: 'Bergstrom' },
    { code: '9904550000000', role: 'grid_operator', name: 'Ufer Netz' },
  ])
})

const names = async (typed: string) => (await searchSuppliers(db, typed)).map(({ name }) => name)

describe('the search', () => {
  test('finds every word in any order, those that begin like it first, and no grid operator', async () => {
    expect(await names('ufer')).toEqual(['Ufer Stadtwerke 100%', 'Stadtwerke Ufer'])
    expect(await names('  UFER   stadt')).toEqual(['Ufer Stadtwerke 100%', 'Stadtwerke Ufer'])
    expect(await names('99050')).toEqual(['Stadtwerke Ufer'])
    expect(await names('see')).toEqual([])
  })

  test('takes nothing typed for a pattern', async () => {
    expect(await names('%')).toEqual(['Ufer Stadtwerke 100%'])
    expect(await names('_')).toEqual([])
    expect(await names('\\')).toEqual([])
    expect(await names('\0')).toEqual([])
    expect(await names('')).toEqual([])
  })
})

describe('a supplier by its name', () => {
  test('is the one that goes by it, or by its code', async () => {
    const ufer = [{ code: '9905048000007', name: 'Stadtwerke Ufer' }]
    expect(await findSuppliersNamed(db, ' stadtwerke  ufer ')).toEqual(ufer)
    expect(await findSuppliersNamed(db, '9905048000007')).toEqual(ufer)
    expect(await findSuppliersNamed(db, 'Stadtwerke')).toEqual([])
    expect(await findSuppliersNamed(db, '9904550000000')).toEqual([])
    expect(await findSuppliersNamed(db, ' ')).toEqual([])
  })

  test('is several where a name is shared', async () => {
    expect((await findSuppliersNamed(db, 'bergstrom')).map(({ code }) => code)).toEqual([
      '9903829000006',
      '9911845000009',
    ])
  })
})
