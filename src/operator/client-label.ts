import { flagOf, type Label } from './input.ts'

/** Each of several redirect URIs is given by the same option. */
export const clientLabel = (path: string): Label => ({
  flag: path.startsWith('redirectUris') ? '--redirect-uri' : flagOf(path),
})
