/** A day by the hours of the clock, in Wh; null where there is no value. */
export interface HeatDay {
  day: string
  hours: readonly (number | null)[]
}

/** How many shades there are; the palest is the ground itself. */
export const HEAT_STEPS = 6
/** Px of height for each hour of the day. */
export const HEAT_ROW = 8

export interface HeatGeometry {
  /** For each shade the cells that have it, as strokes one unit wide: `x` is the day, `y` the hour. */
  paths: string[]
  /** From how many Wh an hour has each shade. */
  bounds: number[]
}

/** Shades change at these shares of all hours, so that a few very high ones do not make everything else pale. */
const QUANTILES = [0.2, 0.45, 0.7, 0.88, 0.97]

/**
 * One path a shade, of runs of neighbouring days at the same hour: a year of 8,760 hours in a few kilobytes. `offset` is how
 * many days after the left edge each day stands.
 */
export function heatGeometry(days: readonly HeatDay[], offsetOf: (day: string) => number): HeatGeometry {
  const all = sortedHours(days)
  const bounds = [0, ...QUANTILES.map((share) => all[Math.floor(share * all.length)] ?? 0)]
  const stepOf = (wh: number): number => {
    if (wh > 0) {
      for (let step = HEAT_STEPS - 1; step > 0; step -= 1) if (wh >= (bounds[step] ?? 0)) return step
    }
    return 0
  }
  const offsets = days.map(({ day }) => offsetOf(day))
  const paths = Array.from({ length: HEAT_STEPS }, () => '')
  // The pen's place in each path: relative moves are half as long.
  const pens = Array.from({ length: HEAT_STEPS }, () => ({ x: 0, y: 0 }))
  for (let hour = 0; hour < 24; hour += 1) {
    let run: { step: number; x: number; length: number } | null = null
    const draw = () => {
      if (!run) return
      const pen = pens[run.step]
      if (!pen) return
      paths[run.step] += `m${run.x - pen.x} ${hour - pen.y}h${run.length}`
      pens[run.step] = { x: run.x + run.length, y: hour }
    }
    for (const [index, { hours }] of days.entries()) {
      const wh = hours[hour] ?? null
      const x = offsets[index] ?? 0
      const step = wh === null ? -1 : stepOf(wh)
      if (run && run.step === step && run.x + run.length === x) run.length += 1
      else {
        draw()
        run = step === -1 ? null : { step, x, length: 1 }
      }
    }
    draw()
  }
  return { paths: paths.map((path) => (path === '' ? '' : `M0 .5${path}`)), bounds }
}

/** A day in four says as well where the shades change as all of them do: 8,760 hours take long to sort. */
function sortedHours(days: readonly HeatDay[]): Float64Array {
  const every = days.length > 200 ? 4 : 1
  const all = new Float64Array(Math.ceil(days.length / every) * 24)
  let count = 0
  for (let index = 0; index < days.length; index += every) {
    for (const wh of days[index]?.hours ?? []) {
      if (wh === null) continue
      all[count] = wh
      count += 1
    }
  }
  return all.subarray(0, count).sort()
}

/** The mean of each block of hours, Wh a day: what the picture says, in two dozen numbers a month. */
export function heatMeans(days: readonly HeatDay[], blockHours: number): (number | null)[] {
  return Array.from({ length: 24 / blockHours }, (_, block) => {
    const sums = days.flatMap(({ hours }) => {
      const inside = hours.slice(block * blockHours, (block + 1) * blockHours).filter((wh) => wh !== null)
      return inside.length === 0 ? [] : [inside.reduce((sum, wh) => sum + wh, 0)]
    })
    return sums.length === 0 ? null : sums.reduce((sum, wh) => sum + wh, 0) / sums.length
  })
}
