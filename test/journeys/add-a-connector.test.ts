/** The guide, followed to the letter: the files that it shows are written, run and measured. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { readExampleData } from '../support/conformance/example-data.ts'
import { measureConnector, type Measured } from '../support/conformance/measure-connector.ts'
import { startNodes } from '../support/conformance/nodes.ts'
import { startPlatform, type PlatformOptions } from '../support/start-platform.ts'

const root = dirname(dirname(import.meta.dirname))
const guide = readFileSync(join(root, 'docs/guides/add-a-connector.md'), 'utf8')
const shown = new Map(
  [...guide.matchAll(/^`((?:src|sandbox)\/[^`]+)`\n\n```\w+\n([\s\S]*?)\n```$/gm)].map(
    ([, path = '', text = '']) => [path, text],
  ),
)
const key = 'notes'
const skip = { bulk: 'the vendor has no bulk endpoint', events: 'the vendor tells no events' }
const temporary = mkdtempSync(join(tmpdir(), 'hubwright-guide-'))
afterAll(() => rmSync(temporary, { recursive: true }))

/** Writes the files of the guide, with changes, below a folder of their own. */
function writeFiles(name: string, change: (path: string, text: string) => string) {
  const folder = join(temporary, name)
  for (const [path, text] of shown) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    // The simulated vendor stands elsewhere and needs the sandbox all the same.
    const sandbox = pathToFileURL(join(root, 'sandbox')).href
    const placed = path.startsWith('sandbox/') ? text.replaceAll("'../../", `'${sandbox}/`) : text
    writeFileSync(file, change(path, placed))
  }
  return {
    connectors: pathToFileURL(join(folder, 'src/connectors/')),
    vendors: pathToFileURL(join(folder, 'sandbox/vendors/')),
  }
}

type Folders = NonNullable<PlatformOptions['folders']>

async function measure(folders: Folders): Promise<Measured> {
  const nodes = await startNodes({ folders })
  const example = await readExampleData(new URL(`${key}/conformance.json`, folders.connectors))
  const measured = await measureConnector(nodes, { key, example, skip })
  await nodes.impatient.close()
  await nodes.platform.close()
  return measured
}

it('shows all files', () => {
  expect([...shown.keys()].map((path) => path.split('/').at(-1))).toEqual([
    'vendor.ts',
    'connector.json',
    'notes.json',
    'hooks.ts',
    'conformance.json',
    'conformance.test.ts',
    'BEHAVIOR.md',
  ])
})

describe('the connector of the guide', async () => {
  const folders = writeFiles('right', (_path, text) => text)
  const { abilities, failures } = await measure(folders)

  it('keeps what its definition promises', () => {
    expect(failures).toEqual([])
  })

  it('can do what it was made for', () => {
    expect(abilities).toEqual({
      connector: key,
      bulk: false,
      events: false,
      authentications: {
        custom: {
          ping: true,
          resources: {
            notes: {
              object: 'notes',
              list: true,
              page: { largest: 20, by: 'vendor' },
              total: true,
              read: true,
              create: true,
              update: true,
              replace: false,
              delete: true,
              fields: 'platform',
              where: { narrows: ['done', 'title'], accepted: [] },
              undeclared: [],
              unproven: [],
            },
          },
          faults: {
            '429': 'vendor_rate_limited',
            '500': 'vendor_failed',
            timeout: 'vendor_timeout',
            reset: 'vendor_unreachable',
            truncate: 'vendor_answer_unreadable',
            revoked: 'reauth_required',
          },
        },
      },
      skipped: skip,
    })
  })

  it('tells everybody so, once it is written beside its definition', async () => {
    const file = new URL(`${key}/abilities.json`, folders.connectors)
    writeFileSync(file, JSON.stringify(abilities))
    const platform = await startPlatform({ folders })
    const answer = await platform.request('GET', `/elements/${key}/abilities`, {
      headers: { authorization: null },
    })
    expect(answer).toMatchObject({ status: 200, body: abilities })
    await platform.close()
  })
})

describe('a connector that promises what its vendor does not hold', async () => {
  const changes: Readonly<Record<string, readonly [string, string][]>> = {
    'vendor.ts': [
      ['found.slice(Number(offset), Number(offset) + size)', 'found.slice(0, size)'],
      ['title === undefined || note.title === title', 'true'],
      ['notes = notes.filter((note) => note !== gone)', 'gone.done = 1'],
      ['throw new Refusal(404, `There is no note ${id}`)', 'return notes[0] as Note'],
    ],
    'connector.json': [['"status": 401, "means": "reauth"', '"status": 500, "means": "rejected"']],
    'hooks.ts': [["'GET /notes/{id}': read,", '']],
    'conformance.json': [['"update": { "done": true }', '"where_is_update": {}']],
  }
  const folders = writeFiles('wrong', (path, text) => {
    let changed = text
    for (const [before, after] of changes[path.split('/').at(-1) ?? ''] ?? []) {
      expect(changed).toContain(before)
      changed = changed.replace(before, after)
    }
    return changed
  })

  it('must have example data of the right shape', async () => {
    const file = new URL(`${key}/conformance.json`, folders.connectors)
    await expect(readExampleData(file)).rejects.toThrow(/conformance\.json: \/writes\/~1notes/)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/,\s*"where_is_update": \{\}/, ''))
  })

  it('is told what does not hold, place by place', async () => {
    const { abilities, failures } = await measure(folders)
    const told = failures.join('\n')
    for (const expected of [
      'custom: GET /notes page: a walk meets a record twice',
      'custom: GET /notes page: two pages of 2 are not the page of 4',
      'custom: GET /notes/{id} unknown: an unknown id answered 200',
      'custom: GET /notes/{id} model.done: is number, declared boolean',
      'custom: POST /notes create: done is',
      'custom: PATCH /notes/{id} example: conformance.json has no writes["/notes"].update',
      'custom: DELETE /notes/{id} delete: what was deleted is still there',
      'custom: faults.500: answered 4',
    ]) {
      expect(told).toContain(expected)
    }
    expect(abilities.authentications['custom']?.resources['notes']).toMatchObject({
      update: false,
      where: { narrows: ['done'], accepted: ['title'] },
    })
  })
})
