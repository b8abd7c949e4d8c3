import type { Day } from './local-time.ts'

/** Which reductions of the grid fee a controllable device behind the meter brings (§ 14a EnWG). */
export interface Modules {
  /** A lump sum a year. */
  module1: boolean
  /** A lower working price and no base price, on a meter of its own. */
  module2: boolean
  /** A working price that depends on the time of day, on top of module 1. */
  module3: boolean
}

/** Other modules from a day on, with the metering price that goes with them. */
export interface ModuleChange extends Modules {
  from: Day
  meteringClass: string
}

export interface ModuleProblem {
  field: 'module2' | 'module3'
  message: string
}

/** Why these modules do not go together (BNetzA BK8-22/010-A); null when they do. */
export function moduleProblem(
  { module1, module2, module3 }: Modules,
  meterType: 'smart' | 'analog',
): ModuleProblem | null {
  if (module2 && (module1 || module3)) {
    return { field: 'module2', message: 'Module 2 excludes modules 1 and 3.' }
  }
  if (!module3) return null
  if (!module1) return { field: 'module3', message: 'Module 3 needs module 1.' }
  return meterType === 'smart' ? null : { field: 'module3', message: 'Module 3 needs a smart meter.' }
}
