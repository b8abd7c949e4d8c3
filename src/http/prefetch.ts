import type { Context } from 'hono'

/** Whether the browser only fetches ahead, or a program makes a preview: nobody has asked to see the page yet. */
export function isPrefetch(c: Context): boolean {
  const purpose = [
    c.req.header('sec-purpose'),
    c.req.header('purpose'),
    c.req.header('x-purpose'),
    c.req.header('x-moz'),
  ]
  return purpose.some((value) => /prefetch|prerender|preview/i.test(value ?? ''))
}
