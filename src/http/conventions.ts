import { DEFAULT_API_VERSION } from './versions.ts'

export interface Convention {
  title: string
  /** A paragraph; what stands in backticks is code. */
  text: string
}

/** What holds for every operation: for the API's document, where its readers look first, and for the page of its documentation. */
export const CONVENTIONS: readonly Convention[] = [
  {
    title: 'Tokens',
    text: '`POST /oauth/token` answers a token for an hour to a client that authenticates by HTTP Basic; send it as `Authorization: Bearer …`. `read:*` opens every GET, `write:*` every other method. The token of an app that a customer allowed reads that one customer and writes nothing.',
  },
  {
    title: 'Lists',
    text: 'Newest first. `limit` is 1 to 100, 10 by default; `cursor` is the `next_page` of the last answer, with the same filters and the same limit. A walk while rows are added neither repeats nor skips one.',
  },
  {
    title: 'Filters',
    text: '`filter[field][operator]=value`; several hold together. Text: `eq` `ne` `in` `is_null` `contains` `starts_with` `ends_with`, the last three whatever the case. Enums: `eq` `ne` `in` `is_null`. Dates, as ISO 8601 with a zone: `gte` `lte` `is_null`. `in` takes values between commas. What is not known is ignored, and a `Warning` header names it; what is malformed is 400.',
  },
  {
    title: 'Errors',
    text: 'One envelope: `code`, `message`, `requestId` and `docs`, the page about the code; `errors` names each field that is not valid with its reason, all of them at once. `requestId` is in `X-Request-Id` too: tell it to whoever looks into the log.',
  },
  {
    title: 'Repeating',
    text: '`Idempotency-Key` on a POST: for 24 hours the same key with the same body is answered as the first time, and nothing happens twice. With another body it is 409.',
  },
  {
    title: 'Limits',
    text: 'Each client has so many requests a second, 100 unless set otherwise: `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`, and `Retry-After` with 429. A body has 100 KB at the most.',
  },
  {
    title: 'Versions',
    text: `\`X-API-Version: ${DEFAULT_API_VERSION}\` picks the shapes, and every answer names its version. Within one, fields are added and none is taken away or changed.`,
  },
  {
    title: 'Units',
    text: 'Euros with two decimals, ct/kWh with up to four, kWh. Timestamps are ISO 8601 in UTC; a day is a day in Berlin, with 92, 96 or 100 quarter-hours.',
  },
]

/** As Markdown, which an OpenAPI document takes. */
export const CONVENTIONS_TEXT = CONVENTIONS.map(({ title, text }) => `**${title}.** ${text}`).join('\n\n')
