/** What only one place may do: reach the network, speak SQL, read the environment, know Fastify, name a vendor. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, root, serverFiles, type Import, type SourceFile } from './source-files.ts'

const files = serverFiles()
const imports = files.flatMap(importsOf)
const show = ({ from, specifier }: Import) => `${from} imports ${specifier}`
const pathsWhere = (test: (file: SourceFile) => boolean) =>
  files.filter(test).map(({ path }) => path)

const sockets = /^(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns\/promises)$|^undici$/

describe('only', () => {
  it('net opens sockets outward', () => {
    const wrong = imports.filter(
      ({ from, specifier, isType, names }) =>
        sockets.test(specifier) &&
        !from.startsWith('src/net/') &&
        !isType &&
        // It reads a text and reaches nothing.
        names.replaceAll(/\s/g, '') !== '{isIP}',
    )
    expect(wrong.map(show)).toEqual([])
    const globals = /(?<![.\w])(?:fetch|WebSocket|EventSource)\(/
    expect(pathsWhere(({ code }) => globals.test(code))).toEqual([])
  })

  it('storage and the stores speak SQL', () => {
    const mayspeak = (path: string) => path.startsWith('src/storage/') || path.endsWith('-store.ts')
    const wrong = imports.filter(
      ({ from, specifier, isType }) =>
        /^(?:pg|kysely)(?:\/|$)/.test(specifier) && !isType && !mayspeak(from),
    )
    expect(wrong.map(show)).toEqual([])
    const statements = /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|(?<!\w)sql`/
    expect(pathsWhere(({ path, code }) => !mayspeak(path) && statements.test(code))).toEqual([])
  })

  it('additions reach the audit log: nothing changes or deletes its rows', () => {
    const others =
      /(?:updateTable|deleteFrom|mergeInto)\(\s*'audit_records|(?:update|delete\s+from|truncate(?:\s+table)?|merge\s+into)\s+audit_records/i
    expect(pathsWhere(({ code }) => others.test(code))).toEqual([])
    const additions = pathsWhere(({ code }) => code.includes("insertInto('audit_records')"))
    expect(additions).toEqual(['src/audit/audit-store.ts'])
  })

  it('config.ts reads the environment', () => {
    const readers = pathsWhere(({ code }) => /process\.env|from 'node:process'/.test(code))
    expect(readers).toEqual(['src/config.ts'])
  })

  it('http knows Fastify', () => {
    const wrong = imports.filter(
      ({ from, specifier }) =>
        /^@?fastify(?:\/|$)/.test(specifier) && !from.startsWith('src/http/'),
    )
    expect(wrong.map(show)).toEqual([])
  })

  it("a vendor's own folder names it", () => {
    const vendors = readdirSync(join(root, 'src', 'connectors'))
    expect(vendors.length).toBeGreaterThan(0)
    for (const vendor of vendors) {
      const name = new RegExp(vendor, 'i')
      const wrong = pathsWhere(
        ({ path, text }) => !path.startsWith(`src/connectors/${vendor}/`) && name.test(text),
      )
      expect(wrong).toEqual([])
    }
  })
})

describe('files', () => {
  it('export names, never a default', () => {
    expect(pathsWhere(({ code }) => /^export default/m.test(code))).toEqual([])
  })

  it('are named in kebab-case and for what they are about', () => {
    const names = files.map(({ path }) => path.split('/').at(-1) ?? '')
    expect(names.filter((name) => !/^[a-z\d]+(?:-[a-z\d]+)*\.ts$/.test(name))).toEqual([])
    const nameless = /^(?:index|utils?|helpers?|common|shared|misc)\.ts$/
    expect(names.filter((name) => nameless.test(name))).toEqual([])
  })

  it('are no rooms full of everything', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 400)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('run no text as code', () => {
    const wrong = pathsWhere(({ code }) => /\beval\(|new Function\(|node:vm/.test(code))
    expect(wrong).toEqual([])
  })
})
