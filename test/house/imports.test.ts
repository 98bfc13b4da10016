/** Who may import whom. Imports go right or down in the map of ARCHITECTURE.md, never back. */
import { describe, expect, it } from 'vitest'
import { filesBelow, importsOf, isTest, serverFiles, type Import } from './source-files.ts'

const machine = ['core', 'storage', 'net', 'vault']

/** By room: the rooms it may import. Files directly in src are rooms of their own, without their ending. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  storage: ['core'],
  net: ['core'],
  // The rows it seals and the row that holds its lookup key are in the database.
  vault: ['core', 'storage'],
  idempotency: ['core', 'storage', 'vault'],
  jobs: ['core', 'storage'],
  notifications: [...machine, 'jobs', 'accounts'],
  config: ['core', 'net', 'vault'],
  accounts: machine,
  audit: machine,
  catalog: machine,
  traces: [...machine, 'accounts'],
  'vendor-calls': [...machine, 'catalog', 'accounts'],
  instances: [...machine, 'catalog', 'accounts', 'traces', 'vendor-calls'],
  hub: [...machine, 'catalog', 'accounts', 'traces', 'vendor-calls', 'instances'],
  events: [
    ...machine,
    'jobs',
    'catalog',
    'accounts',
    'traces',
    'vendor-calls',
    'instances',
    'hub',
    'notifications',
  ],
  http: [
    ...machine,
    'idempotency',
    'events',
    'notifications',
    'catalog',
    'accounts',
    'audit',
    'traces',
    'vendor-calls',
    'instances',
    'hub',
  ],
  connectors: ['core', 'catalog'],
}
/** These introduce the rooms to each other, so they know all of them. */
const knowsAll = ['main', 'app', 'rooms', 'open-events', 'cli']

function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '')
}

const files = serverFiles()
const imports = files.flatMap(importsOf)
const inside = imports.filter(({ target }) => target?.startsWith('src/'))
const show = ({ from, specifier }: Import) => `${from} imports ${specifier}`

describe('imports', () => {
  it('are seen at all', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(inside.length).toBeGreaterThan(200)
    expect(imports.some(({ isType }) => isType)).toBe(true)
  })

  it('go right or down', () => {
    const wrong = inside.filter(({ from, target = '' }) => {
      const [source, destination] = [roomOf(from), roomOf(target)]
      if (source === destination || knowsAll.includes(source)) return false
      return !(allowed[source] ?? []).includes(destination)
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('know every room', () => {
    const rooms = [...new Set(files.map(({ path }) => roomOf(path)))]
    const known = [...Object.keys(allowed), ...knowsAll]
    expect(rooms.filter((room) => !known.includes(room))).toEqual([])
  })

  it('make no circle at run time', () => {
    const graph = new Map<string, string[]>()
    for (const { from, target, isType } of inside) {
      if (isType || target === undefined) continue
      graph.set(from, [...(graph.get(from) ?? []), target])
    }
    expect(findCircle(graph)).toEqual([])
  })

  it('take from the catalog only types into connectors', () => {
    const values = inside.filter(
      ({ from, target = '', isType }) =>
        roomOf(from) === 'connectors' && roomOf(target) === 'catalog' && !isType,
    )
    expect(values.map(show)).toEqual([])
  })

  it('lead to no connector, which the catalog finds by scanning', () => {
    const wrong = inside.filter(
      ({ from, target = '' }) =>
        roomOf(target) === 'connectors' && target.split('/')[2] !== from.split('/')[2],
    )
    expect(wrong.map(show)).toEqual([])
  })

  it('keep sandbox and src apart', () => {
    const fromSandbox = filesBelow('sandbox', /\.ts$/)
      .filter(({ path }) => !isTest(path))
      .flatMap(importsOf)
      .filter(({ target }) => target !== undefined && !target.startsWith('sandbox/'))
    const intoSandbox = imports.filter(({ target }) => target?.startsWith('sandbox/'))
    expect([...fromSandbox, ...intoSandbox].map(show)).toEqual([])
  })
})

/** The first circle found, as its files in order; empty when there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>()
  const path: string[] = []
  function visit(file: string): string[] {
    if (finished.has(file)) return []
    const start = path.indexOf(file)
    if (start !== -1) return [...path.slice(start), file]
    path.push(file)
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next)
      if (circle.length > 0) return circle
    }
    path.pop()
    finished.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const circle = visit(file)
    if (circle.length > 0) return circle
  }
  return []
}

describe('the search for circles', () => {
  it('finds one', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['d', ['b']],
    ])
    expect(findCircle(graph)).toEqual(['b', 'd', 'b'])
  })
})
