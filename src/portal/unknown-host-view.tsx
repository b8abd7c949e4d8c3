import { raw } from 'hono/html'

/** For a host that is no portal's: no brand, no language of anybody, nothing that says what runs here. */
export const unknownHostPage = () => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>404 Not found</title>
      </head>
      <body>
        <h1>404 Not found</h1>
        <p>There is nothing at this address. Check it for a typing mistake.</p>
      </body>
    </html>
  </>
)
