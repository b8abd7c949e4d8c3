import type { Context } from 'hono'

/** One field of a form: its text, or undefined when it is missing or a file. */
export type Field = (name: string) => string | undefined

/** Reads a posted form. A body that is none reads like an empty one: every field is missing, and its page says so. */
export async function readForm(c: Context): Promise<Field> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return (name) => {
    const value = form[name]
    return typeof value === 'string' ? value : undefined
  }
}
