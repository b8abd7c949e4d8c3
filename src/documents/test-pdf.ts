import { inflateSync } from 'node:zlib'
import { extractText, getDocumentProxy } from 'unpdf'

export interface StructNode {
  role: string
  alt?: string
  children: StructNode[]
}

/** Reads a PDF back with an independent library (pdf.js). */
export async function readPdf(pdf: Buffer) {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text } = await extractText(document, { mergePages: false })
  const trees: StructNode[] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const tree = await (await document.getPage(page)).getStructTree()
    if (tree !== null) trees.push(toNode(tree))
  }
  const metadata = await document.getMetadata()
  return {
    pages: text.map(plain),
    text: plain(text.join(' ')),
    trees,
    info: metadata.info as Record<string, unknown>,
    isMarked: (await document.getMarkInfo())?.Marked === true,
    attachments: await attachmentsOf(document),
    raw: pdf.toString('latin1'),
  }
}

type Loaded = Awaited<ReturnType<typeof getDocumentProxy>>

/** Embedded files by their names, as text. */
async function attachmentsOf(document: Loaded): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const attached = await document.getAttachments()
  for (const name of attached?.keys() ?? []) {
    const content: unknown = await document.getAttachmentContent(name)
    files[name] = content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : String(content)
  }
  return files
}

/** One kind of space, one kind of minus. */
export const plain = (text: string): string => text.replace(/[\s\u00A0\u202F]+/g, ' ').trim()

function toNode(raw: unknown): StructNode {
  const { role = '', alt, children = [] } = raw as { role?: string; alt?: string; children?: unknown[] }
  const inside = children.filter((child) => typeof child === 'object' && child !== null && 'role' in child)
  return { role, ...(alt !== undefined && { alt }), children: inside.map(toNode) }
}

export const nodesOf = (nodes: readonly StructNode[], role: string): StructNode[] =>
  nodes.flatMap((node) => [...(node.role === role ? [node] : []), ...nodesOf(node.children, role)])

/** What a page's content stream draws outside of any tag or artifact: nothing is allowed there. */
export function untaggedText(pdf: Buffer): string[] {
  const untagged: string[] = []
  for (const content of contentStreams(pdf)) {
    let depth = 0
    for (const line of content.split('\n')) {
      if (/ (?:BDC|BMC)$/.test(line)) depth += 1
      else if (line === 'EMC') depth -= 1
      else if (depth === 0 && /(?:TJ|Tj| f| S| B)$|^[fSB]\*?$/.test(line)) untagged.push(line)
    }
  }
  return untagged
}

function contentStreams(pdf: Buffer): string[] {
  const raw = pdf.toString('latin1')
  const streams: string[] = []
  for (const { index } of raw.matchAll(/stream\n/g)) {
    if (raw.slice(index - 3, index) === 'end') continue
    const end = raw.indexOf('endstream', index)
    try {
      const content = inflateSync(pdf.subarray(index + 7, end)).toString('latin1')
      if (/\bBT\b/.test(content) && /\bBDC\b/.test(content)) streams.push(content)
    } catch {
      // Not deflated: the metadata.
    }
  }
  return streams
}

/** Where each piece of text stands, in points from the lower left corner. */
export async function textItems(pdf: Buffer) {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const items: { page: number; text: string; x: number; right: number; y: number }[] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items: found } = await (await document.getPage(page)).getTextContent()
    for (const item of found) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , , , x = 0, y = 0] = item.transform as number[]
      items.push({ page, text: item.str, x, right: x + item.width, y })
    }
  }
  return items
}
