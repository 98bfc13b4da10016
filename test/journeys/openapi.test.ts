import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { errorTable } from '../../src/core/errors.ts'
import { projectRoot } from '../../src/http/project-files.ts'
import { startPlatform } from '../support/start-platform.ts'

interface Operation {
  operationId: string
  tags?: string[]
  summary?: string
  security: Record<string, unknown>[]
  responses: Record<string, unknown>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: { Error: { properties: { code: { enum: string[] } } } }
    responses: Record<string, { description: string }>
  }
}

const platform = await startPlatform({ sandbox: false })
const answer = await platform.request('GET', `${platform.url}/openapi.json`)
const document = answer.body as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** Fastify's pattern as OpenAPI writes it. */
function documentedPath(url: string): string {
  return url.replace(/\*$/, ':path').replaceAll(/:(\w+)(?:\(\.\+\))?/g, '{$1}')
}

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0')
    // The parser changes what it is given.
    await SwaggerParser.validate(structuredClone(document) as never)
  })

  it('holds every route, and nothing else', () => {
    const routes = platform.app.routes.map(
      ({ method, url }) => `${method.toLowerCase()} ${documentedPath(url)}`,
    )
    const documented = operations.map(({ path, method }) => `${method} ${path}`)
    expect(documented.toSorted()).toEqual([...new Set(routes)].toSorted())
    expect(documented.length).toBeGreaterThan(30)
  })

  it('says what vendors are answered', () => {
    const open = operations.filter(({ path }) => /\/events\/\{elementKey\}(?:\/|$)/.test(path))
    expect(open).toHaveLength(6)
    for (const { operation } of open)
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '401', '413', '503']),
      )
  })

  it('gives every operation a tag, a summary and an id of its own', () => {
    const nameless = operations.filter(
      ({ operation: { tags, summary = '' } }) => tags?.[0] === undefined || summary === '',
    )
    expect(nameless.map(({ path, method }) => `${method} ${path}`)).toEqual([])
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('asks for credentials where the route does', () => {
    const asked = operations.map(({ path, method, operation }) => [
      `${method} ${path}`,
      operation.security.length > 0,
    ])
    const expected = platform.app.routes.map(({ method, url, access }) => [
      `${method.toLowerCase()} ${documentedPath(url)}`,
      access !== 'public',
    ])
    expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(expected))
  })

  it('names the Idempotency-Key of every create, and its misuse', () => {
    const keyed = operations.filter(({ operation }) =>
      JSON.stringify(operation).includes('"Idempotency-Key"'),
    )
    const expected = platform.app.routes
      .filter(({ isIdempotent }) => isIdempotent)
      .map(({ url }) => `post ${documentedPath(url)}`)
    expect(expected.length).toBeGreaterThan(8)
    expect(keyed.map(({ path, method }) => `${method} ${path}`).toSorted()).toEqual(
      expected.toSorted(),
    )
    for (const { operation } of keyed) {
      expect(operation.responses).toMatchObject({
        '422': { $ref: '#/components/responses/Error422' },
      })
    }
  })

  it('names every error code and its status', () => {
    expect(document.components.schemas.Error.properties.code.enum.toSorted()).toEqual(
      Object.keys(errorTable).toSorted(),
    )
    for (const [code, { status, title }] of Object.entries(errorTable)) {
      expect(document.components.responses[`Error${status}`]?.description).toContain(
        `\`${code}\`: ${title}`,
      )
    }
  })

  it('refers to responses where a response stands, not a schema', () => {
    const wrong = operations.filter(({ operation: { responses } }) =>
      Object.values(responses).some(
        (response) =>
          JSON.stringify(response).includes('#/components/responses/') &&
          !Object.hasOwn(response as object, '$ref'),
      ),
    )
    expect(wrong.map(({ path, method }) => `${method} ${path}`)).toEqual([])
    expect(operations[0]?.operation.responses).toMatchObject({
      '500': { $ref: '#/components/responses/Error500' },
    })
  })

  it('says of every operation how it may fail', () => {
    const unsaid = operations.filter(
      ({ operation }) => !Object.keys(operation.responses).some((status) => status >= '400'),
    )
    expect(unsaid).toEqual([])
  })
})

describe('the pages of error codes', () => {
  const folder = join(projectRoot, 'docs', 'errors')

  it('exist for every code of the table, and for no other', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''))
    expect(pages.toSorted()).toEqual(Object.keys(errorTable).toSorted())
  })

  it.each(Object.entries(errorTable))(
    '%s tells title, status and what to do',
    async (code, entry) => {
      const page = await platform.request('GET', `${platform.url}/docs/errors/${code}`)
      expect(page.status).toBe(200)
      expect(page.headers['content-type']).toMatch(/^text\/html/)
      expect(page.headers['content-security-policy']).toContain("script-src 'self'")
      const text = String(page.body).replaceAll('&#39;', "'")
      expect(text).toContain(`${entry.title}. Status ${entry.status}.`)
      for (const part of ['What it means', 'Likely causes', 'What to do']) {
        expect(text).toContain(`>${part}</h2>`)
      }
    },
  )

  it('are no way to other files', async () => {
    for (const name of ['..%2f..%2fREADME', 'constructor', '__proto__', 'unauthorized.md']) {
      const page = await platform.request('GET', `${platform.url}/docs/errors/${name}`)
      expect([400, 404]).toContain(page.status)
    }
  })
})

describe('the guides', () => {
  const areas = ['guides', 'connectors', 'reference', 'errors']
  const pages = areas.flatMap((area) =>
    readdirSync(join(projectRoot, 'docs', area)).map(
      (name) => `${area}/${name.replace(/\.md$/, '')}`,
    ),
  )

  it.each(pages)('%s is served, and its links lead somewhere', async (name) => {
    const address = `${platform.url}/docs/${name}`
    const page = await platform.request('GET', address)
    expect(page.status).toBe(200)
    const text = String(page.body)
    expect(text).toContain('<h1 id=')
    const links = [...text.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href)
    for (const link of links) {
      const target = new URL(link, address)
      if (target.origin !== platform.url) continue
      const there = await platform.request('GET', target.href)
      expect([link, there.status]).toEqual([link, 200])
      const id = target.hash.slice(1)
      if (id !== '') expect(String(there.body)).toContain(` id="${id}"`)
    }
  })

  it('are no way to other files', async () => {
    for (const name of ['..%2f..%2fREADME', '..%2ferrors%2finternal', 'events.md', '__proto__'])
      expect([400, 404]).toContain(
        (await platform.request('GET', `${platform.url}/docs/guides/${name}`)).status,
      )
  })
})

describe('/docs', () => {
  it('loads only files of this server, none inline', async () => {
    const page = await platform.request('GET', `${platform.url}/docs`)
    const text = String(page.body)
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      if (file === 'data:,') continue
      expect(file).toMatch(/^\/docs\/assets\//)
      const asset = await platform.request('GET', `${platform.url}${file}`)
      expect(asset.status).toBe(200)
    }
    expect(text).not.toMatch(/<script>|style=/)
  })
})
