import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createWorld } from './support/world.ts'

const ROOT = new URL('../', import.meta.url)
const guides = (await readdir(new URL('docs/guides/', ROOT))).map((name) => `docs/guides/${name}`)
const documents = ['llms.txt', 'docs/agent-skill/SKILL.md', 'sdk/README.md', 'README.md', ...guides]

const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8')

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[`*]/g, '')
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

async function anchorsOf(path: string): Promise<string[]> {
  const text = (await read(path)).replaceAll(/^```[\s\S]*?^```/gm, '')
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

describe('links inside the project', () => {
  test.each(documents)('%s', async (document) => {
    const dead: string[] = []
    for (const [, target = ''] of (await read(document)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? new URL(document, ROOT) : new URL(path, new URL(document, ROOT))
      if (!existsSync(file)) dead.push(target)
      else if (anchor !== undefined) {
        const anchors = await anchorsOf(file.href.slice(ROOT.href.length))
        if (!anchors.includes(anchor)) dead.push(target)
      }
    }
    expect(dead).toEqual([])
  })
})

describe('what language models read', () => {
  let paths: Record<string, Record<string, unknown>>
  beforeAll(async () => {
    const { api } = await createWorld(await createTestApp())
    const document = (await (await api.send('/openapi.json')).json()) as { paths: typeof paths }
    paths = document.paths
  })

  test('llms.txt names every path of the API, and neither file one that does not exist', async () => {
    const [short, skill] = [await read('llms.txt'), await read('docs/agent-skill/SKILL.md')]
    expect(Object.keys(paths).filter((path) => !short.includes(path))).toEqual([])
    const named = [...`${short}\n${skill}`.matchAll(/\b(GET|POST|PATCH|DELETE) (\/[\w/{}-]+)/g)]
    const wrong = named
      .filter(([, method = '', path = '']) => paths[path]?.[method.toLowerCase()] === undefined)
      .map(([call]) => call)
    expect(wrong).toEqual(['GET /openapi', 'GET /openapi'])
    expect(named.length).toBeGreaterThan(40)
  })

  test('the filters in llms.txt are those of the API', async () => {
    let compared = 0
    for (const [, row = ''] of (await read('llms.txt')).matchAll(/^\| (.+) \|$/gm)) {
      const [, operations = '', filters = ''] = row.split(' | ')
      const [, list] = /GET (\/[\w/-]+),/.exec(operations) ?? /^GET (\/[\w/-]+)$/.exec(operations) ?? []
      if (list === undefined || filters.trim() === '') continue
      const own = [list, `${list}/{id}/deliveries`].flatMap((path) =>
        Object.keys(
          (paths[path]?.['get'] as { 'x-filterable'?: object } | undefined)?.['x-filterable'] ?? {},
        ),
      )
      expect(filters.split(', ').sort(), list).toEqual([...new Set(own)].sort())
      compared += 1
    }
    expect(compared).toBeGreaterThanOrEqual(9)
  })

  test('the skill says what it is for in its front matter', async () => {
    const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(await read('docs/agent-skill/SKILL.md')) ?? []
    expect(head).toMatch(/^name: [a-z0-9-]{1,64}$/m)
    const [, description = ''] = /^description: (.+)$/m.exec(head) ?? []
    expect(description.length).toBeGreaterThan(100)
    expect(description.length).toBeLessThanOrEqual(1024)
    // A colon and a space would end the value in YAML.
    expect(description).not.toContain(': ')
  })
})
