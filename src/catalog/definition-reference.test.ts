import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { isJsonObject } from '../core/json.ts'
import { silentLog } from '../core/log.ts'
import { loadCatalog } from './catalog.ts'
import { connectorDocument } from './documents/swagger.ts'
import { Element } from './element.ts'

const page = await readFile(
  new URL('../../docs/reference/connector-definition.md', import.meta.url),
  'utf8',
)

/** Names of the members, and the allowed words, of a schema and all below it. */
function wordsOf(schema: unknown): readonly string[] {
  if (!isJsonObject(schema)) return Array.isArray(schema) ? schema.flatMap(wordsOf) : []
  const { properties, enum: allowed, items, patternProperties, anyOf } = schema
  const names = isJsonObject(properties) ? Object.keys(properties) : []
  const below = [properties, patternProperties].flatMap((members) =>
    isJsonObject(members) ? Object.values(members) : [],
  )
  const words = Array.isArray(allowed) ? allowed.map(String) : []
  return [...names, ...words, ...[...below, items, anyOf].flatMap(wordsOf)]
}

describe('the reference of the definition language', () => {
  it('has an example that can be loaded, and documented', async () => {
    const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const directory = await mkdtemp(join(tmpdir(), 'reference-'))
    try {
      await writeFile(join(directory, 'acmeshop.json'), example)
      const connectorsFolder = await mkdtemp(join(directory, 'none-'))
      const catalog = await loadCatalog({ connectorsFolder, directory, log: silentLog })
      const connector = catalog.get('acmeshop')
      expect(connector?.authenticationTypes).toEqual(['oauth2', 'custom'])
      if (connector === undefined) return
      const document = connectorDocument(connector, 'https://connect.example.com')
      await SwaggerParser.validate(structuredClone(document) as never)
      expect(document.paths['/orders']?.['get']?.operationId).toBe('getOrders')
      expect(document.paths['/{objectName}']?.['get']?.operationId).toBe('getByObjectName')
    } finally {
      await rm(directory, { recursive: true })
    }
  })

  it('names every word of the language', () => {
    const missing = [...new Set(wordsOf(Element))].filter((word) => {
      const quoted = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      return !new RegExp(`[\`".]${quoted}[\`":]`).test(page)
    })
    expect(missing).toEqual([])
  })
})
