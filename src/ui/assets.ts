/** What the build wrote: plain name to hashed file name, `{ "styles.css": "styles-AB12CD.css" }`. */
export type AssetManifest = Readonly<Record<string, string>>

/** Finds built files. Without a build (under test) every name answers as itself. */
export interface Assets {
  url(name: string): string
  /** The first of several plain names that was built, or null: for files a page can do without. */
  find(name: string): string | null
}

/** Files live under `/assets/`, each for ever: a change of content is a change of name. */
export function createAssets(manifest: AssetManifest = {}): Assets {
  const path = (file: string) => `/assets/${file}`
  return {
    url: (name) => path(manifest[name] ?? name),
    find: (name) => {
      const file = manifest[name]
      return file === undefined ? null : path(file)
    },
  }
}
