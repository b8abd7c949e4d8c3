/** What the app reads from its environment. The defaults are those of the Stromtor demo. */
export interface Settings {
  readonly port: number
  /** Where customers reach this app; also the target of the portal's "back to Sonnwerk" link. */
  readonly publicUrl: string
  readonly stromtor: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string }
  /** Where portals answer, as a source of the Content-Security-Policy. */
  readonly portalSource: string
  /** Signs the session cookie; without it a key is made up at each start. */
  readonly cookieSecret: string | undefined
}

/** Reads the settings; throws with the name of the variable that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PARTNER_PORT'] ?? 4001)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('PARTNER_PORT must be a port number')
  const baseUrl = env['STROMTOR_URL'] ?? 'http://localhost:4000'
  if (!URL.canParse(baseUrl)) throw new Error('STROMTOR_URL must be an address such as http://localhost:4000')
  const { protocol, host } = new URL(baseUrl)
  return {
    port,
    publicUrl: `http://localhost:${port}`,
    stromtor: {
      baseUrl,
      clientId: env['STROMTOR_CLIENT_ID'] ?? 'demo',
      clientSecret: env['STROMTOR_CLIENT_SECRET'] ?? 'demo-secret',
    },
    // In the demo every portal is a subdomain of the API's host. A real partner writes its portal's address here.
    portalSource: env['PORTAL_ORIGIN'] ?? `${protocol}//*.${host}`,
    cookieSecret: env['PARTNER_COOKIE_SECRET'],
  }
}
