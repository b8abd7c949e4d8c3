import { createServer } from 'node:http'
import { Stromtor } from '../../sdk/src/index.ts'
import { serve } from './serve.ts'

const { env } = process
const port = Number(env['HEADLESS_PORT'] ?? 4002)
const email = env['HEADLESS_CUSTOMER'] ?? 'anna@example.com'

const stromtor = new Stromtor({
  baseUrl: env['STROMTOR_URL'] ?? 'http://localhost:4000',
  clientId: env['STROMTOR_CLIENT_ID'] ?? 'demo',
  clientSecret: env['STROMTOR_CLIENT_SECRET'] ?? 'demo-secret',
})

/** In your own portal: the customer id in your user table, of whoever is signed in. */
async function customerOf(): Promise<string> {
  const { items } = await stromtor.customers.list({ filter: { email: { eq: email } } })
  const [customer] = items
  if (customer === undefined || customer.email !== email) throw new Error(`nobody has the address ${email}`)
  return customer.id
}

const served = { stromtor, customerOf, now: () => new Date(), log: (line: string) => console.error(line) }

// Loopback only: the page shows a customer to whoever asks.
createServer((request, response) => void serve(served, request, response)).listen(port, '127.0.0.1', () =>
  console.log(`${email} without our portal: http://localhost:${port}`),
)
