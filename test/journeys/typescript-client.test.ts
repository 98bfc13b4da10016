/** A client generated from the document of an instance: it compiles as strictly as this project, and it works. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/http/project-files.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-client-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
const platform = await startPlatform()
const instance = await connectDemoInstance(platform, platform.first)

interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly errors: string
}

async function run(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, cwd: folder })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(input)
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, errors } satisfies Outcome
}

const makeClient = (document: unknown) =>
  run([join(projectRoot, 'src', 'main.ts'), 'client'], JSON.stringify(document))

async function compile(): Promise<Outcome> {
  const options = {
    extends: join(projectRoot, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(projectRoot, 'node_modules', '@types')] },
    include: [join(folder, '*.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  return run([join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder])
}

const program = `
import { ApiError, createClient, type Models } from './client.ts'

const client = createClient({ authorization: process.env['AUTHORIZATION'] ?? '' })
const first = await client.getProducts({ pageSize: 2 })
const second = await client.getProducts({ pageSize: 2, nextPage: first.nextPage })
const wanted: Models['ProductPost'] = { name: 'Tea pot', price: 12.5 }
const made = await client.createProduct({ body: wanted })
const id = String(made.data.id)
const read = await client.getProductById({ id })
await client.deleteProductById({ id })
const refused = await client.getProductById({ id }).catch((error: unknown) => error)
const own = await client.getExtendedResources()
console.log(
  JSON.stringify({
    ids: [...first.data, ...second.data].map((product) => product.id),
    name: read.data.name?.toUpperCase(),
    price: read.data.price,
    refused: refused instanceof ApiError ? [refused.status, refused.code] : undefined,
    own: own.data,
  }),
)
// @ts-expect-error a price is a number
export const wrongBody: Models['ProductPost'] = { price: 'free' }
export const wrongCalls = [
  // @ts-expect-error the id is missing
  () => client.getProductById({}),
  // @ts-expect-error there is no such operation
  () => client.getUnicorns(),
  // @ts-expect-error there is no such parameter
  () => client.getProducts({ colour: 'red' }),
]
`

describe('a client made of the document of an instance', () => {
  it('compiles strictly and works, resources of the account included', async () => {
    const added = await platform.request('POST', '/elements/ecwid/resources', {
      body: {
        path: '/extended-resources',
        vendorPath: '/products',
        method: 'GET',
        rootKey: '|items',
      },
    })
    expect(added.status).toBe(200)
    const document = await platform.request('GET', `/instances/${instance.id}/docs`)
    const made = await makeClient(document.body)
    expect(made).toMatchObject({ code: 0, errors: '' })
    writeFileSync(join(folder, 'client.ts'), made.out)
    writeFileSync(join(folder, 'program.ts'), program)
    expect(await compile()).toEqual({ code: 0, out: '', errors: '' })

    const authorization = `User ${platform.first.userSecret}, Element ${instance.token}`
    const ran = await run([join(folder, 'program.ts')], '', { AUTHORIZATION: authorization })
    expect(ran.errors).toBe('')
    const told = JSON.parse(ran.out) as { ids: number[]; own: unknown }
    expect(told).toMatchObject({
      name: 'TEA POT',
      price: 12.5,
      refused: [404, 'vendor_not_found'],
    })
    expect(new Set(told.ids).size).toBe(4)
    expect(told.own).toBeDefined()
  })

  it('compiles whatever names and texts a definition holds', async () => {
    const evil = '*/ process.exit(7) /* `${process.exit(8)}` \\u2028 "\n'
    const document = {
      swagger: '2.0',
      info: { title: evil },
      host: 'x.example.com',
      basePath: '/',
      schemes: ['https'],
      paths: {
        [`/a/{b}/${evil}`]: {
          get: {
            operationId: evil,
            summary: evil,
            tags: [],
            parameters: [
              { name: 'b', in: 'path', required: true, type: 'string', description: evil },
              {
                name: 'b',
                in: 'query',
                required: false,
                type: 'array',
                items: { type: 'integer' },
              },
              { name: evil, in: 'header', required: false, type: 'boolean' },
            ],
            responses: { '200': { description: evil, schema: { $ref: `#/definitions/${evil}` } } },
          },
        },
      },
      definitions: {
        [evil]: { type: 'object', properties: { [evil]: { enum: [evil, 1, null] } } },
        Client: { allOf: [{ $ref: `#/definitions/${evil}` }, { type: 'array', items: {} }] },
      },
    }
    const made = await makeClient(document)
    writeFileSync(join(folder, 'client.ts'), made.out)
    writeFileSync(join(folder, 'program.ts'), "import './client.ts'\nconsole.log('still here')\n")
    expect(await compile()).toEqual({ code: 0, out: '', errors: '' })
    const ran = await run([join(folder, 'program.ts')])
    expect(ran).toEqual({ code: 0, out: 'still here\n', errors: '' })
  })

  it('is not made of anything else', async () => {
    for (const wrong of ['', {}, { swagger: '2.0', paths: { '/x': { get: 1 } } }]) {
      const made = await makeClient(wrong)
      expect(made).toMatchObject({ code: 1, out: '' })
      expect(made.errors).toMatch(/Swagger 2\.0 document/)
    }
  })
})
