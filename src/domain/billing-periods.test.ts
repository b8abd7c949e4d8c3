import { describe, expect, it } from 'vitest'
import { billingPeriods } from './billing-periods.ts'

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
