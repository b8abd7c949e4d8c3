import type { Context, Hono } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { Failure } from '../domain/failure.ts'
import type { ApiEnv } from './api-env.ts'

type Methods = readonly string[]

/** Routes are all mounted before the first request, so each app's table is made once. */
const tables = new WeakMap<Hono<ApiEnv>, TrieRouter<Methods>>()

/**
 * The failure to answer if the path exists, only not with this method (RFC 9110 section 15.5.6), naming in `Allow` the
 * methods that do. Undefined for a path that no route of the app knows.
 */
export function methodNotAllowed(app: Hono<ApiEnv>, c: Context<ApiEnv>): Failure | undefined {
  const table = tables.get(app) ?? tableOf(app)
  tables.set(app, table)
  const methods = table.match('ALL', c.req.path)[0].flatMap(([allowed]) => allowed)
  const allow = [...new Set(methods)].toSorted().join(', ')
  if (allow === '' || methods.includes(c.req.method)) return undefined
  return new Failure('METHOD_NOT_ALLOWED', `${c.req.method} is not allowed here. Allowed: ${allow}.`, {
    headers: { Allow: allow },
  })
}

function tableOf(app: Hono<ApiEnv>): TrieRouter<Methods> {
  const table = new TrieRouter<Methods>()
  for (const { method, path } of app.routes) {
    // ALL is how Hono lists middleware: it answers nothing by itself.
    if (method !== 'ALL') table.add('ALL', path, method === 'GET' ? ['GET', 'HEAD'] : [method])
  }
  return table
}
