import { expect, test } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import type { DeclarationContent } from '../features/declarations/declaration.ts'
import { receiveDeclaration } from '../features/declarations/receive-declaration.ts'
import { createNoticed, NOTICE } from '../features/declarations/test-notices.ts'

async function ready() {
  const { retailer, place } = await createNoticed()
  const receive = (fields: Partial<DeclarationContent>, time: string) =>
    receiveDeclaration(retailer.at('2025-10-01', time), { ...NOTICE, ...fields }, place)
  return { ...(await createOperator()), organization: retailer.organizationId, receive }
}

test('declarations are listed newest first, with what became of the contract', async () => {
  const { operator, json, organization, receive } = await ready()
  const list = (...more: string[]) =>
    operator('declarations', 'list', '--organization', organization, ...more)
  expect(await list()).toMatchObject({ exitCode: 0, out: '', err: 'Nobody has declared anything.\n' })

  await receive({}, '09:00')
  await receive({ name: 'Unbekannt', contract: 'Z9', email: 'wer@example.net' }, '10:00')
  const reason = 'Dreimal falsch\nabgerechnet'
  await receive(
    { terminationKind: 'extraordinary', reason, contract: 'Z8', name: 'N', email: 'n@example.net' },
    '11:00',
  )
  const { out } = await list()
  const [head, ...rows] = out.trim().split('\n')
  expect(head).toMatch(
    /^Received +Kind +Name +E-mail +Contract as named +Wanted last day +Contract found +Reason$/,
  )
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatch(/^2025-10-01 09:00 UTC +extraordinary termination .* Dreimal falsch abgerechnet$/)
  expect(rows[1]).toMatch(/ Z9 +earliest +none$/)
  expect(rows[2]).toMatch(/ordinary termination +Anna Sommer .* H62SU12A, until 2025-11-01$/)

  expect((await list('--limit', '1')).out.trim().split('\n')).toHaveLength(2)
  expect((await list('--open')).out).not.toContain('Anna Sommer')
  expect(await json('declarations', 'list', '--organization', organization, '--open')).toMatchObject([
    { terminationKind: 'extraordinary', reason, contractNumber: null },
    { name: 'Unbekannt', contract: 'Z9', receivedAt: '2025-10-01T08:00:00Z' },
  ])
})

test('another organisation’s are not shown, and bad options are named', async () => {
  const { receive } = await ready()
  await receive({}, '09:00')
  const { operator, organization } = await ready()
  expect((await operator('declarations', 'list', '--organization', organization)).out).toBe('')
  expect((await operator('declarations', 'list')).exitCode).toBe(2)
  const wrong = await operator('declarations', 'list', '--organization', organization, '--limit', '0')
  expect([wrong.exitCode, wrong.err]).toEqual([2, expect.stringContaining('--limit')])
  expect((await operator('declarations', 'list', '--organization', 'Nobody')).exitCode).toBe(3)
})
