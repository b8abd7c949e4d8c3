import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/** Built files under /assets. Their names change with their content, so a browser keeps them for ever. */
export function assetFiles(directory: string | null) {
  const files = new Hono()
  if (directory === null) return files
  files.use(
    '/assets/*',
    serveStatic({
      root: directory,
      rewriteRequestPath: (path) => path.replace(/^\/assets/, ''),
      precompressed: true,
      onFound: (_path, c) => {
        c.header('Cache-Control', 'public, max-age=31536000, immutable')
      },
    }),
  )
  return files
}
