/**
 * The conformance test of a connector, called from a test in its folder:
 *
 *     testConnector('notes', { skip: { bulk: 'the vendor has no bulk endpoint' } })
 *
 * It measures what the connector can do (measure-connector.ts) and fails when something that the definition promises
 * does not hold, unless `skip` says why, and when the folder's `abilities.json` says anything else than was measured.
 * What the kit cannot know by itself (how to connect, bodies to create with) stands in the folder's `conformance.json`.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { readExampleData } from './example-data.ts'
import { measureConnector, type Measured } from './measure-connector.ts'
import { startNodes } from './nodes.ts'

export interface ConformanceOptions {
  /** Check, operation, or both (`GET /orders where.lang`) -> why it is not asked of the connector. */
  readonly skip?: Readonly<Record<string, string>>
}

export function testConnector(key: string, options: ConformanceOptions = {}): void {
  const { skip = {} } = options
  const folder = new URL(`../../../src/connectors/${key}/`, import.meta.url)

  describe(`the connector ${key}`, async () => {
    const nodes = await startNodes()
    let measured: Measured

    beforeAll(async () => {
      const example = await readExampleData(new URL('conformance.json', folder))
      measured = await measureConnector(nodes, { key, example, skip })
    }, 120_000)

    it('keeps what its definition promises', () => {
      expect(measured.failures).toEqual([])
    })

    it('can do what its abilities.json says', async () => {
      const file = new URL('abilities.json', folder)
      if (process.env['UPDATE_ABILITIES'] === '1') await writeAbilities(file, measured.abilities)
      const written = await readFile(file, 'utf8').catch(() => 'null')
      expect(JSON.parse(written), howToUpdate(key)).toEqual(measured.abilities)
    })
  })
}

/** Formatted as everything in the repository, so that the check of the format passes. */
async function writeAbilities(file: URL, abilities: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(abilities))
  const prettier = createRequire(import.meta.url).resolve('prettier/bin/prettier.cjs')
  execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', fileURLToPath(file)])
}

function howToUpdate(key: string): string {
  return `abilities.json of ${key} is not what was measured. When the difference is meant, write it anew: UPDATE_ABILITIES=1 npx vitest run src/connectors/${key}/conformance.test.ts`
}
