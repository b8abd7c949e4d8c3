import { describe, expect, it } from 'vitest'
import { billingPeriods, dueOnWhenIssued, payoutBy, unbilledPeriods } from './billing-periods.ts'

describe('billing periods', () => {
  it('bills by values each month, three days after its end, collected 30 days later', () => {
    const periods = billingPeriods({ startOn: '2025-09-15', endOn: null, byInstalments: false }, '2025-11-02')
    expect(periods).toEqual([
      { type: 'usage', from: '2025-09-15', to: '2025-10-01', issueOn: '2025-10-04', dueOn: '2025-11-03' },
      { type: 'usage', from: '2025-10-01', to: '2025-11-01', issueOn: '2025-11-04', dueOn: '2025-12-04' },
      { type: 'usage', from: '2025-11-01', to: '2025-12-01', issueOn: '2025-12-04', dueOn: '2026-01-03' },
    ])
  })

  it('stops with the contract', () => {
    const periods = billingPeriods(
      { startOn: '2025-09-01', endOn: '2025-10-16', byInstalments: false },
      '2026-09-01',
    )
    expect(periods.map(({ from, to }) => [from, to])).toEqual([
      ['2025-09-01', '2025-10-01'],
      ['2025-10-01', '2025-10-16'],
    ])
    expect(
      billingPeriods({ startOn: '2026-01-01', endOn: null, byInstalments: false }, '2026-01-01'),
    ).toEqual([])
  })

  it('asks for instalments in advance and settles each year of the contract', () => {
    const periods = billingPeriods({ startOn: '2025-09-01', endOn: null, byInstalments: true }, '2026-11-02')
    expect(periods.filter(({ type }) => type === 'prepayment')).toHaveLength(15)
    expect(periods[0]).toEqual({
      type: 'prepayment',
      from: '2025-09-01',
      to: '2025-10-01',
      issueOn: '2025-09-01',
      dueOn: '2025-09-15',
    })
    expect(
      periods.filter(({ type }) => type === 'usage').map(({ from, to, issueOn }) => [from, to, issueOn]),
    ).toEqual([
      ['2025-09-01', '2026-09-01', '2026-09-04'],
      ['2026-09-01', '2027-09-01', '2027-09-04'],
    ])
  })
})

describe('bills still to be written', () => {
  const monthly = { startOn: '2025-09-01', endOn: null, byInstalments: false } as const
  const yearly = { startOn: '2025-09-01', endOn: null, byInstalments: true } as const
  const names = (periods: ReturnType<typeof unbilledPeriods>) =>
    periods.map(({ type, from }) => `${type} ${from}`)

  it('are those not billed, and use whose bill was voided', () => {
    const billed = [
      { type: 'usage', from: '2025-09-01', isVoided: true },
      { type: 'usage', from: '2025-10-01', isVoided: false },
    ] as const
    expect(names(unbilledPeriods(monthly, '2025-12-01', billed, '2025-11-20'))).toEqual([
      'usage 2025-09-01',
      'usage 2025-11-01',
    ])
  })

  it('are no instalments that were called off, nor those of a year whose settlement is due or written', () => {
    const calledOff = [{ type: 'prepayment', from: '2025-09-01', isVoided: true }] as const
    expect(names(unbilledPeriods(yearly, '2025-11-02', calledOff, '2025-11-01'))).toEqual([
      'prepayment 2025-10-01',
      'prepayment 2025-11-01',
      'usage 2025-09-01',
    ])
    expect(names(unbilledPeriods(yearly, '2026-09-05', [], '2026-09-04')).toSorted()).toEqual([
      'prepayment 2026-09-01',
      'usage 2025-09-01',
      'usage 2026-09-01',
    ])
    const settled = [{ type: 'usage', from: '2025-09-01', isVoided: false }] as const
    expect(names(unbilledPeriods(yearly, '2026-09-05', settled, '2026-01-01'))).toEqual([
      'prepayment 2026-09-01',
      'usage 2026-09-01',
    ])
  })

  it('leave two weeks to pay, however late they are written', () => {
    const [september] = billingPeriods(monthly, '2025-10-01')
    if (!september) throw new Error('September is a period.')
    expect(dueOnWhenIssued(september, '2025-10-04')).toBe('2025-11-03')
    expect(dueOnWhenIssued(september, '2025-11-01')).toBe('2025-11-15')
    expect(payoutBy('2025-12-20')).toBe('2026-01-03')
  })
})
