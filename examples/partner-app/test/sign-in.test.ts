import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPartnerApp } from './partner-app.ts'
import type { PartnerApp } from './partner-app.ts'

let app: PartnerApp
beforeEach(async () => void (app = await startPartnerApp()))
afterEach(() => app.stop())

test('a stranger is led to the sign-in page, which lists the demo accounts with their stories', async () => {
  const visitor = app.visitor()
  const home = await visitor.get('/')
  expect([home.status, home.headers.get('location')]).toEqual([303, '/sign-in'])
  const { status, text } = await visitor.get('/sign-in')
  expect(status).toBe(200)
  for (const name of ['anna', 'bernd', 'clara', 'dilek', 'emil', 'frida', 'gero']) {
    expect(text).toContain(`value="${name}@example.com"`)
  }
  expect(text).toContain('Smart Meter und dynamischer Tarif')
  expect(text).toMatch(/<input\s+id="password"[^>]*type="password"[^>]*value="demo"/)
})

test('signing in sets an HttpOnly, SameSite=Lax cookie and opens the home page', async () => {
  const visitor = app.visitor()
  const answer = await visitor.signIn('Anna@Example.com ')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
  expect(answer.headers.get('set-cookie')).toMatch(
    /^sonnwerk_session=1\.\d+\.[\w-]{43}; Max-Age=28800; Path=\/; .*HttpOnly; SameSite=Lax$/,
  )
  const home = await visitor.get('/')
  expect(home.status).toBe(200)
  expect(home.text).toContain('Guten Tag, Anna')
  expect(home.text).toMatch(
    /<form method="post" action="\/energy-account">\s*<button[^>]*>\s*Mein Energiekonto\s*<\/button>/,
  )
  expect((await visitor.get('/sign-in')).headers.get('location')).toBe('/')
})

test.each([
  ['anna@example.com', 'wrong'],
  ['nobody@example.com', 'demo'],
  ['', ''],
])('%j with password %j: the form again, with the reason, and no session', async (email, password) => {
  const visitor = app.visitor()
  const answer = await visitor.signIn(email, password)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('E-Mail-Adresse und Passwort passen nicht zusammen.')
  expect(answer.text).toContain('aria-describedby="password-error password-hint"')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await visitor.get('/')).status).toBe(303)
})

test('a failed sign-in keeps the chosen account', async () => {
  const { text } = await app.visitor().signIn('frida@example.com', 'wrong')
  expect(text).toMatch(/value="frida@example.com" required checked/)
  expect(text.match(/ checked/g)).toHaveLength(1)
})

test('a session ends after eight hours, by sign-out, and when the cookie was tampered with', async () => {
  const visitor = app.visitor()
  await visitor.signIn('anna@example.com')
  const cookie = visitor.cookie
  app.clock.now += 8 * 3_600_000 - 1
  expect((await visitor.get('/')).status).toBe(200)
  app.clock.now += 1
  expect((await visitor.get('/')).status).toBe(303)
  app.clock.now -= 3_600_000
  for (const forged of [
    cookie.replace('=1.', '=2.'),
    cookie.replace(/\.\d+\./, '.99999999999999.'),
    `${cookie}x`,
    'sonnwerk_session=..',
  ]) {
    visitor.cookie = forged
    expect((await visitor.get('/')).status).toBe(303)
  }
  visitor.cookie = cookie
  expect((await visitor.get('/')).status).toBe(200)
  const answer = await visitor.post('/sign-out')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in'])
  expect(visitor.cookie).toBe('sonnwerk_session=')
})

test('pages carry a policy without inline scripts that lets the form lead to the portal', async () => {
  const { headers } = await app.visitor().get('/sign-in')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("form-action 'self' http://*.localhost:4000")
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('x-powered-by')).toBeNull()
})

test('pages load nothing from elsewhere', async () => {
  const visitor = app.visitor()
  await visitor.signIn('anna@example.com')
  for (const path of ['/', '/nowhere']) {
    const { text } = await visitor.get(path)
    for (const [, address] of text.matchAll(/(?:src|href|action)="([^"]*)"/g))
      expect(address).toMatch(/^[/#]/)
  }
  for (const file of ['/frame.css', '/parts.css', '/sun.svg', '/house.svg', '/copy.js']) {
    const { status, headers } = await visitor.get(file)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache'])
  }
})

test('another name for the same server is led to the one address', async () => {
  const port = new URL(app.publicUrl).port
  const response = await fetch(`http://localhost:${port}/sign-in`, { redirect: 'manual' })
  expect([response.status, response.headers.get('location')]).toEqual([307, `${app.publicUrl}/sign-in`])
  expect(await (await fetch(`http://localhost:${port}/health`)).text()).toBe('OK')
})
