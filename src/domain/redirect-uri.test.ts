import { describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../tests/support/redirect-tricks.ts'
import { isRedirectUri, matchesRedirectUri } from './redirect-uri.ts'

const REGISTERED = 'https://app.example/cb'

describe('what may be registered', () => {
  it.each([
    'https://app.example',
    'https://app.example/',
    'https://app.example:8443/oauth/callback',
    'https://app.example/cb?from=energy',
    'https://app.example/a%20b',
    'http://127.0.0.1/cb',
    'http://[::1]:5000/cb',
    'http://localhost:4001/callback',
    'com.example.app:/callback',
    'com.example.app://callback',
  ])('%s', (value) => expect(isRedirectUri(value)).toBe(true))

  it.each([
    ['plain http elsewhere', 'http://app.example/cb'],
    ['a private address by plain http', 'http://192.168.0.2/cb'],
    ['a fragment', 'https://app.example/cb#x'],
    ['an empty fragment', 'https://app.example/cb#'],
    ['a name and password', 'https://user:pass@app.example/cb'],
    ['a pattern', 'https://*.app.example/cb'],
    ['a scheme nobody owns', 'app:/callback'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a dotted script', 'javascript:alert(1)//com.example'],
    ['dot segments', 'https://app.example/a/../b'],
    ['encoded dots', 'https://app.example/a/%2e%2e/b'],
    ['dots with a parameter', 'https://app.example/a/..;/b'],
    ['an encoded slash', 'https://app.example/a%2fb'],
    ['an encoded line break', 'https://app.example/a%0d%0ab'],
    ['capitals in the host', 'https://APP.example/cb'],
    ['a port that says nothing', 'https://app.example:443/cb'],
    ['a space', 'https://app.example/ cb'],
    ['no scheme', 'app.example/cb'],
    ['501 characters', `https://app.example/${'a'.repeat(481)}`],
  ])('not %s', (_name, value) => expect(isRedirectUri(value)).toBe(false))
})

describe('what a registered address stands for', () => {
  it.each([
    [REGISTERED, REGISTERED],
    [REGISTERED, 'https://app.example/cb/'],
    [REGISTERED, 'https://app.example/cb/home/42'],
    ['https://app.example', 'https://app.example/anything'],
    ['https://app.example/cb?from=energy', 'https://app.example/cb?from=energy'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb'],
    ['http://[::1]:1/cb', 'http://[::1]:51004/cb'],
    ['com.example.app:/cb', 'com.example.app:/cb'],
  ])('%s: %s', (registered, asked) => expect(matchesRedirectUri(registered, asked)).toBe(true))

  it.each([
    [REGISTERED, 'https://app.example/cbx'],
    [REGISTERED, 'https://app.example/'],
    [REGISTERED, 'http://app.example/cb'],
    [REGISTERED, 'https://app.example:8443/cb'],
    [REGISTERED, 'https://app.example.evil.example/cb'],
    [REGISTERED, 'https://evil.example/cb'],
    [REGISTERED, 'https://app.example@evil.example/cb'],
    [REGISTERED, 'https://evil.example\\@app.example/cb'],
    [REGISTERED, 'https://app.example/cb/../evil'],
    [REGISTERED, 'https://app.example/cb/%2e%2e/evil'],
    [REGISTERED, 'https://app.example/cb/..;/evil'],
    [REGISTERED, 'https://app.example/cb/.;a=1/..;b/evil'],
    [REGISTERED, 'https://app.example/cb%2f..%2fevil'],
    [REGISTERED, 'https://app.example/cb/%252e%252e/evil'],
    [REGISTERED, 'https://app.example/cb/\\evil'],
    [REGISTERED, 'https://app.example/cb//evil.example'],
    [REGISTERED, 'https://app.example/cb?next=//evil.example'],
    [REGISTERED, 'https://app.example/cb#x'],
    [REGISTERED, ' https://app.example/cb'],
    ['https://app.example/cb?from=energy', 'https://app.example/cb?from=elsewhere'],
    ['https://app.example/cb?from=energy', 'https://app.example/cb/more?from=energy'],
    ['http://127.0.0.1/cb', 'http://localhost/cb'],
    ['http://127.0.0.1/cb', 'https://127.0.0.1/cb'],
    ['com.example.app:/cb', 'com.example.app:/cb/more'],
    ['com.example.app:/cb', 'com.evil.app:/cb'],
  ])('%s: not %s', (registered, asked) => expect(matchesRedirectUri(registered, asked)).toBe(false))

  it('no trick behind a registered path leads anywhere else', () => {
    for (const trick of REDIRECT_TRICKS) {
      const asked = `https://app.example/cb${trick}`
      if (!matchesRedirectUri(REGISTERED, asked)) continue
      const url = new URL(asked)
      expect([url.origin, url.pathname === '/cb' || url.pathname.startsWith('/cb/')], asked).toEqual([
        'https://app.example',
        true,
      ])
    }
    expect(REDIRECT_TRICKS.filter((trick) => matchesRedirectUri(REGISTERED, trick))).toEqual([])
  })
})
