import { describe, expect, it } from 'vitest'
import { loadConfig } from './config.ts'

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://u:p@db/stromtor',
  PUBLIC_URL: 'https://api.example.com',
  PORTAL_DOMAIN: 'portal.example.com',
}

describe('loadConfig', () => {
  it('is the demo on loopback when nothing is set', () => {
    expect(loadConfig({})).toMatchObject({
      isDemo: true,
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://localhost:4000',
      portalDomain: 'localhost:4000',
      isHttps: false,
    })
  })

  it('refuses to show the demo’s public credentials to others', () => {
    expect(() => loadConfig({ HOST: '0.0.0.0' })).toThrow(/HOST: the demo world has public credentials/)
    for (const HOST of ['localhost', '127.0.0.1', '127.1.2.3', '::1'])
      expect(loadConfig({ HOST }).isDemo).toBe(true)
  })

  it('takes the portal’s port from the public address', () => {
    expect(loadConfig({ PORT: '4100' })).toMatchObject({
      publicUrl: 'http://localhost:4100',
      portalDomain: 'localhost:4100',
    })
    expect(loadConfig(production)).toMatchObject({
      portalDomain: 'portal.example.com',
      isHttps: true,
      apiHosts: ['api.example.com'],
    })
  })

  it('names everything that is missing outside the demo', () => {
    expect(() => loadConfig({ NODE_ENV: 'production' })).toThrow(/PUBLIC_URL.*\n.*PORTAL_DOMAIN/)
  })

  it('names every variable that is wrong, all at once', () => {
    const wrong = {
      ...production,
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      TRUSTED_PROXIES: 'many',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'short',
    }
    for (const name of ['PORT', 'DATABASE_URL', 'TRUSTED_PROXIES', 'LOG_LEVEL', 'METRICS_TOKEN']) {
      expect(() => loadConfig(wrong)).toThrow(new RegExp(`^  ${name}: `, 'm'))
    }
  })

  it('counts an empty variable as not set', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ isDemo: true, port: 4000 })
  })
})
