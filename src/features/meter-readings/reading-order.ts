import type { MeterReading } from './meter-reading.ts'

type RegisterValue = Pick<MeterReading, 'readOn' | 'valueWh'>

/** A register runs forward only: the sentence about a reading of another day that this one contradicts, or null. */
export function orderProblem(
  readings: readonly RegisterValue[],
  { readOn, valueWh }: RegisterValue,
): string | null {
  const other = readings.find((reading) =>
    reading.readOn < readOn
      ? reading.valueWh > valueWh
      : reading.readOn > readOn && reading.valueWh < valueWh,
  )
  return other
    ? `The meter showed ${other.valueWh / 1000} kWh on ${other.readOn}; it only runs forward.`
    : null
}
