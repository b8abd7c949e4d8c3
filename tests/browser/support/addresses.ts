/** Where the demo of this run answers. playwright.config.ts chose the ports. */
const port = process.env['PORT'] ?? ''
const partnerPort = process.env['PARTNER_PORT'] ?? ''

export const API = `http://localhost:${port}`
export const PARTNER = `http://localhost:${partnerPort}`
export const INBOX = `${API}/demo/inbox`

/** A portal's address. Chromium leads every name under localhost to this machine by itself; Node does not. */
export const portal = (slug: string): string => `http://${slug}.localhost:${port}`

/** Hosts that a browser of these tests has any business with. */
export const isOurs = (url: URL): boolean =>
  /^(.+\.)?localhost$/.test(url.hostname) && [port, partnerPort].includes(url.port)
