import type { ValueStatus } from './energy.ts'

/**
 * The numbers by which Green Button (NAESB REQ.21, ESPI) says things. Its samples are American; these are those of a German
 * household.
 */
export const ESPI = {
  /** ServiceCategory: electricity. */
  electricity: 0,
  /** AccumulationBehaviour: what was used in each interval. */
  deltaData: 4,
  /** CommodityKind: electricity after the transformer. */
  commodity: 1,
  /** ISO 4217 of the euro. */
  currency: 978,
  /** DataQualifier: a plain value. */
  normal: 12,
  /** MeasurementKind: energy. */
  energy: 12,
  /** UnitSymbol: Wh. */
  wattHours: 72,
  /** FlowDirection: to the customer, and from them. */
  flow: { consumption: 1, feed_in: 19 },
} as const

/** QualityOfReading: validated, raw, derived, estimated. */
export const ESPI_QUALITY: Record<ValueStatus, number> = {
  final: 17,
  preliminary: 14,
  substitute: 11,
  estimated: 8,
}

/**
 * When the clocks change, packed into 32 bits as DstRuleType does: from the lowest bit seconds (12), hour (5), weekday (3,
 * Sunday is 7), day of the month (5, unused), operator (3, 7 is the last such weekday of the month), month (4). In Europe that
 * is the last Sunday of March at 2:00 and of October at 3:00 on the clock that still holds (Directive 2000/84/EC).
 */
export const dstRule = (month: number, hour: number): string => {
  const lastSunday = (7 << 25) | (7 << 17)
  return (((month << 28) | lastSunday | (hour << 12)) >>> 0).toString(16).toUpperCase()
}

export const LOCAL_TIME = {
  dstStartRule: dstRule(3, 2),
  dstEndRule: dstRule(10, 3),
  dstOffsetSeconds: 3600,
  tzOffsetSeconds: 3600,
} as const

/** Amounts are hundred-thousandths of the currency. */
export const espiCost = (cents: number): number => cents * 1000
