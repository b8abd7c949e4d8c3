const SMART_CLASSES = [
  [6_000_000, 'smart'],
  [10_000_000, 'smart_le_10000'],
  [20_000_000, 'smart_le_20000'],
  [50_000_000, 'smart_le_50000'],
  [100_000_000, 'smart_le_100000'],
] as const

/**
 * Which metering price applies (§ 30 and § 32 MsbG): by the kind of meter, a controllable device behind it (§ 14a EnWG,
 * whichever module rewards it) and the yearly use. It names a scope of the price components.
 */
export function meteringClass(meter: {
  type: 'smart' | 'analog'
  annualWh: number
  module1: boolean
  module2: boolean
}): string {
  if (meter.type === 'analog') return 'conventional'
  if (meter.module1 || meter.module2) return 'smart_14a'
  return SMART_CLASSES.find(([limitWh]) => meter.annualWh <= limitWh)?.[1] ?? 'smart_gt_100000'
}
