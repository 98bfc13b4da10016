/** A JSON value as lines of a tree that can be folded. Pure. */

export interface JsonRow {
  /** Where the value stands: a JSON pointer. */
  readonly path: string
  /** From 0. */
  readonly depth: number
  /** Name or index within its parent; undefined for the whole. */
  readonly name: string | undefined
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  /** Of a plain value, as JSON writes it, cut when it is very long; of a folded object the plain members that tell which one it is. */
  readonly text: string
  /** Members of an object or array; undefined for plain values. */
  readonly count: number | undefined
  readonly isFolded: boolean
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number
  readonly siblings: number
}

const longestText = 2000

/** The lines in sight; a folded value is one line. */
export function jsonRows(value: unknown, isFolded: (path: string, depth: number) => boolean) {
  const rows: JsonRow[] = []
  add(rows, { value, path: '', depth: 0, name: undefined, place: 1, siblings: 1 }, isFolded)
  return rows
}

interface Node extends Pick<JsonRow, 'path' | 'depth' | 'name' | 'place' | 'siblings'> {
  readonly value: unknown
}

function add(
  rows: JsonRow[],
  node: Node,
  isFolded: (path: string, depth: number) => boolean,
): void {
  const { value, ...place } = node
  if (typeof value !== 'object' || value === null) {
    rows.push({ ...place, ...plain(value), count: undefined, isFolded: false })
    return
  }
  const members = Object.entries(value)
  const folded = members.length > 0 && isFolded(node.path, node.depth)
  const kind = Array.isArray(value) ? 'array' : 'object'
  const text = folded && kind === 'object' ? previewOf(members) : ''
  rows.push({ ...place, kind, text, count: members.length, isFolded: folded })
  if (folded) return
  members.forEach(([name, member], index) =>
    add(
      rows,
      {
        value: member,
        path: `${node.path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        depth: node.depth + 1,
        name,
        place: index + 1,
        siblings: members.length,
      },
      isFolded,
    ),
  )
}

const previewed = 3
const longestPreview = 120

/** What people know a record by: its id, then its names; all others stay in their order. */
function rankOf(name: string): number {
  if (/^id$/i.test(name)) return 0
  if (/^(?:name|title|subject|email)$/i.test(name)) return 1
  return /(?:name|title|email)$/i.test(name) ? 2 : 3
}

function previewOf(members: readonly [string, unknown][]): string {
  const text = members
    .filter(([, value]) => typeof value !== 'object')
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
    .slice(0, previewed)
    .map(([name, value]) => `${name}: ${plain(value).text}`)
    .join(', ')
  return text.length > longestPreview ? `${text.slice(0, longestPreview)}…` : text
}

function plain(value: unknown): Pick<JsonRow, 'kind' | 'text'> {
  if (typeof value === 'string') {
    const cut =
      value.length > longestText
        ? `${value.slice(0, longestText)}… (${value.length.toLocaleString('en')} characters)`
        : value
    return { kind: 'string', text: JSON.stringify(cut) }
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { kind: typeof value as 'number', text: String(value) }
  }
  return { kind: 'null', text: 'null' }
}

/** How many lines the whole value takes; counting ends after `most`. */
export function countRows(value: unknown, most: number): number {
  const open: unknown[] = [value]
  let count = 0
  while (open.length > 0 && count <= most) {
    const next = open.pop()
    count += 1
    if (typeof next === 'object' && next !== null)
      for (const one of Object.values(next)) open.push(one)
  }
  return count
}
