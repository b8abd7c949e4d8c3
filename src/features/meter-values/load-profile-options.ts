import type { ValueStatus } from '../../domain/energy.ts'
import type { CodePage } from './code-page.ts'
import type { DecimalSign, Unit } from './load-profile-numbers.ts'

export const SEPARATORS = [';', '\t', ',', '|'] as const
export type Separator = (typeof SEPARATORS)[number]
export const TIMESTAMPS = ['start', 'end'] as const
/** Times are German local time unless a file keeps winter time all year, or UTC. */
export const ZONES = ['local', 'cet', 'utc'] as const
export type Zone = (typeof ZONES)[number]

/** What is known about a file beforehand; whatever is not given is recognised, or refused when it is open. */
export interface LoadProfileOptions {
  codePage?: CodePage
  separator?: Separator
  decimal?: DecimalSign
  unit?: Unit
  /** Whether a row's time is the beginning or the end of its quarter-hour. */
  timestamps?: (typeof TIMESTAMPS)[number]
  zone?: Zone
  /** The column with the values: its heading, or its number from 1. */
  column?: string
  /** What all values are, whatever the file says; where it says nothing they are `final` unless given. */
  status?: Exclude<ValueStatus, 'estimated'>
}

const STATUS_WORDS: Record<string, ValueStatus> = {
  w: 'final',
  'wahrer wert': 'final',
  wahr: 'final',
  gemessen: 'final',
  endgültig: 'final',
  measured: 'final',
  final: 'final',
  v: 'preliminary',
  'vorläufiger wert': 'preliminary',
  vorläufig: 'preliminary',
  preliminary: 'preliminary',
  provisional: 'preliminary',
  e: 'substitute',
  ersatzwert: 'substitute',
  ersatz: 'substitute',
  substitute: 'substitute',
}

/** `W`, `E`, `V` and the words for them; undefined for anything else. */
export const readStatus = (text: string): ValueStatus | undefined => STATUS_WORDS[text.toLowerCase()]
