import type { ProfileCalendar } from '../domain/load-profile.ts'
import { clockQuarters, type Day, dayOfYear, startOfDay, weekday, yearOf } from '../domain/local-time.ts'
import { bell, randomFor } from './random.ts'

/** Wh in each quarter-hour of a day; the name keeps two series with the same traits apart. */
export type Series = (day: Day) => number[]

/** A household: the profile as the quiet base, and kettles, ovens and washing machines on top of it. */
export function household(name: string, calendar: ProfileCalendar, annualWh: number): Series {
  return (day) => {
    const random = randomFor('household', name, day)
    const mood = 0.85 + random() * 0.3
    const yearWeight = calendar.yearWeight(yearOf(day))
    const wh = calendar
      .quarterWeights(day)
      .map((weight) => (weight / yearWeight) * annualWh * 0.72 * mood * (1 + bell(random) * 0.15))
    const appliances = (calendar.dayWeight(day) / yearWeight) * annualWh * 0.28 * mood
    const events = 3 + Math.floor(random() * 4)
    for (let event = 0; event < events; event += 1) {
      const hour = [7, 12.5, 18.5, 20][Math.floor(random() * 4)] ?? 18
      const start = Math.round((hour + bell(random) * 0.9) * 4)
      const quarters = 1 + Math.floor(random() * 4)
      for (let index = start; index < start + quarters; index += 1) {
        const before = wh[index]
        if (before !== undefined) wh[index] = before + appliances / events / quarters
      }
    }
    return wh
  }
}

/** A shop: its profile with little noise, dark on Sundays by the profile itself. */
export function shop(name: string, calendar: ProfileCalendar, annualWh: number): Series {
  return (day) => {
    const random = randomFor('shop', name, day)
    const scale = (annualWh / calendar.yearWeight(yearOf(day))) * (0.94 + random() * 0.12)
    return calendar.quarterWeights(day).map((weight) => weight * scale * (1 + bell(random) * 0.05))
  }
}

/** A heat pump: a few hours of hot water all year, and heating that follows a cold winter's day. */
export function heatPump(name: string, annualWh: number): Series {
  return (day) => {
    const random = randomFor('heat pump', name, day)
    const cold = Math.max(
      0,
      0.35 + Math.cos((2 * Math.PI * (dayOfYear(day) - 20)) / 365) + bell(random) * 0.12,
    )
    const heating = ((annualWh * 0.8) / 365) * cold * 1.9
    const hotWater = (annualWh * 0.2) / 365
    return clockQuarters(day).map((quarter) => {
      const hour = quarter / 4
      const rhythm = hour >= 5 && hour < 9 ? 1.4 : hour >= 22 || hour < 4 ? 0.7 : 1
      const bath = (hour >= 4 && hour < 6) || (hour >= 13 && hour < 15) ? hotWater / 16 : 0
      return (heating / 98) * rhythm * (1 + bell(random) * 0.2) + bath
    })
  }
}

/** A car that is charged every third night with 3.7 kW for two to four hours. */
export function car(name: string): Series {
  return (day) => {
    const random = randomFor('car', name, day)
    const isCharging = random() < (weekday(day) >= 6 ? 0.25 : 0.38)
    const start = 2 + Math.floor(random() * 8)
    const end = start + 8 + Math.floor(random() * 9)
    return clockQuarters(day).map((_, index) => (isCharging && index >= start && index < end ? 925 : 0))
  }
}

/** A roof: the sun's arc of the season, weakened by the day's clouds. Noon stands by the sun and not by the clock. */
export function roof(name: string, peakWatt: number): Series {
  return (day) => {
    const random = randomFor('roof', name, day)
    const height = Math.sin((2 * Math.PI * (dayOfYear(day) - 80)) / 365)
    const halfDay = 6.1 + 2.1 * height
    const strength = 0.46 + 0.3 * height
    const clear = 0.12 + 0.88 * Math.sqrt(random())
    const midnightUtc = startOfDay(day).epochMilliseconds
    return clockQuarters(day).map((_, index) => {
      const utcHour = (((midnightUtc + index * 900_000) / 3_600_000) % 24) + 0.125
      const fromNoon = (utcHour > 23 ? utcHour - 24 : utcHour) - 11.2
      const arc = Math.abs(fromNoon) < halfDay ? Math.cos((Math.PI * fromNoon) / (2 * halfDay)) ** 1.3 : 0
      const clouds = clear > 0.8 ? 1 : 1 + bell(random) * 0.2
      return (peakWatt / 4) * strength * arc * clear * Math.max(0, clouds)
    })
  }
}

export const together =
  (...parts: readonly Series[]): Series =>
  (day) => {
    const [first = [], ...rest] = parts.map((part) => part(day))
    return first.map((wh, index) => rest.reduce((sum, part) => sum + (part[index] ?? 0), wh))
  }

/** What is still drawn from the grid, or what is left to feed in: both sides of one meter. */
export const netOf =
  (side: 'drawn' | 'fed in', use: Series, generation: Series): Series =>
  (day) => {
    const generated = generation(day)
    const sign = side === 'drawn' ? 1 : -1
    return use(day).map((wh, index) => Math.max(0, sign * (wh - (generated[index] ?? 0))))
  }

/** Whole watt-hours; what rounding takes from one quarter-hour the next one gets. */
export function wholeWh(values: readonly number[]): number[] {
  let rest = 0
  return values.map((value) => {
    const exact = Math.max(0, value) + rest
    const whole = Math.max(0, Math.round(exact))
    rest = exact - whole
    return whole
  })
}
