import type { Row, Section } from './section.ts'

/** A section as text: its own table if it has one, then its figures, those with a limit marked as kept or not. */
export function printSection({ title, table, rows }: Section): string {
  const lines = [`== ${title} ==`, '', ...(table === undefined ? [] : [table, '']), ...rows.map(line), '']
  return `${lines.join('\n')}\n`
}

function line({ what, figure, limit, within }: Row): string {
  const mark = within === undefined ? '     ' : within ? 'PASS ' : 'short'
  return `${mark}  ${what}${limit === undefined ? '' : ` ${limit}`}: ${figure}`
}
