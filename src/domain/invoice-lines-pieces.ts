import { type Day, daysBetween } from './local-time.ts'
import { shareNano, yearShare } from './year-share.ts'

/** A stretch of days at one price, on its way to becoming a line of a bill. */
export interface Piece {
  from: Day
  to: Day
  quantity: number
  priceMicroEur: number
  /** Unrounded. */
  nanoEur: number
}

/** What an amount per year comes to on the days `[from, to)`, and on each of them. */
export function dayPiece(from: Day, to: Day, microEurPerYear: number): Piece {
  const days = daysBetween(from, to)
  const nanoEur = shareNano(microEurPerYear, yearShare(from, to))
  return { from, to, quantity: days, priceMicroEur: Math.round(nanoEur / days / 1000), nanoEur }
}

/** Neighbours at the same price become one. */
export function joinEqualPrices(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && last.priceMicroEur === piece.priceMicroEur && last.to === piece.from) {
      last.to = piece.to
      last.quantity += piece.quantity
      last.nanoEur += piece.nanoEur
    } else {
      joined.push({ ...piece })
    }
  }
  return joined
}
