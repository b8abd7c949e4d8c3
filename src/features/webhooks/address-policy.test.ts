import { describe, expect, it } from 'vitest'
import { PUBLIC_ONLY, THIS_MACHINE_TOO } from './address-policy.ts'

describe('an IP address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2600::1',
    '2a00:1450:4001:80b::200e',
    '2001:200::1',
  ])('%s is public', (address) => {
    expect(PUBLIC_ONLY.admits(address)).toBe(true)
  })

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:8.8.8.8',
    '64:ff9b::10.0.0.1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '3fff::1',
    'fc00::1',
    'fd12:3456:789a::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(PUBLIC_ONLY.admits(address)).toBe(false)
  })
})

const faultOf = (url: string, policy = PUBLIC_ONLY) => policy.faultOf(new URL(url))

describe('an address as it is written', () => {
  it.each([
    'https://hooks.example.com/stromtor?a=b',
    'https://hooks.example.com:443/',
    'https://hooks.example.com:8443/',
    'https://8.8.8.8/',
    'https://[2600::1]/',
    'https://xn--grn-hoa.example/',
  ])('%s is called', (url) => {
    expect(faultOf(url)).toBeUndefined()
  })

  it.each<[string, string]>([
    ['http://hooks.example.com/', 'Only https:// is called.'],
    ['ftp://hooks.example.com/', 'Only https:// is called.'],
    ['file:///etc/passwd', 'Only https:// is called.'],
    ['https://hooks.example.com:25/', 'Use port 443, or one from 1024 upwards.'],
    ['https://hooks.example.com:1023/', 'Use port 443, or one from 1024 upwards.'],
    ...[
      'https://localhost/',
      'https://LOCALHOST./',
      'https://a.localhost/',
      'https://printer.local/',
      'https://db.internal/',
      'https://database/',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.0.0.1/',
      'https://0177.0.0.1/',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[64:ff9b::a00:1]/',
      'https://1.0.0.127.in-addr.arpa/',
    ].map((url): [string, string] => [url, 'Only hosts of the public internet are called.']),
  ])('%s is not', (url, fault) => {
    expect(faultOf(url)).toBe(fault)
  })

  it('of this machine is called by the demo and by tests, without TLS too', () => {
    for (const url of [
      'http://127.0.0.1:4123/',
      'http://localhost:4123/',
      'https://127.0.0.1/',
      'http://[::1]:80/',
    ])
      expect([faultOf(url, THIS_MACHINE_TOO), url]).toEqual([undefined, url])
    for (const url of [
      'http://10.0.0.1/',
      'http://hooks.example.com/',
      'ftp://localhost/',
      'https://10.0.0.1/',
    ])
      expect(faultOf(url, THIS_MACHINE_TOO)).toEqual(expect.any(String))
    expect(['127.0.0.1', '::1', '8.8.8.8', '10.0.0.1', 'fe80::1'].map(THIS_MACHINE_TOO.admits)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
