import { expect, test } from 'vitest'
import { readSettings } from '../src/settings.ts'

test('without any variable it points at the demo', () => {
  expect(readSettings({})).toEqual({
    port: 4001,
    publicUrl: 'http://localhost:4001',
    stromtor: { baseUrl: 'http://localhost:4000', clientId: 'demo', clientSecret: 'demo-secret' },
    portalSource: 'http://*.localhost:4000',
    cookieSecret: undefined,
  })
})

test('variables are taken over, and a wrong one is named', () => {
  const env = {
    PARTNER_PORT: '5001',
    STROMTOR_URL: 'https://api.example.com',
    PORTAL_ORIGIN: 'https://my.example.com',
  }
  expect(readSettings(env)).toMatchObject({
    port: 5001,
    stromtor: { baseUrl: 'https://api.example.com' },
    portalSource: 'https://my.example.com',
  })
  expect(() => readSettings({ PARTNER_PORT: 'many' })).toThrow('PARTNER_PORT')
  expect(() => readSettings({ STROMTOR_URL: 'localhost' })).toThrow('STROMTOR_URL')
})
