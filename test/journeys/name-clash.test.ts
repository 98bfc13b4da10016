/** A connector whose resources are called like routes of the platform, asked as old clients ask. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-clash-'))
afterAll(() => rmSync(folder, { recursive: true }))
const stores = (path: string) => ({
  path,
  method: 'GET',
  vendorPath: '/stores',
  vendorMethod: 'GET',
  rootKey: '|stores',
  parameters: [],
})
const definition = {
  key: 'namesakes',
  name: 'Namesakes',
  description: 'Resources called like routes of the platform',
  hub: 'crm',
  authentication: { type: 'custom' },
  configuration: [{ key: 'base.url', name: 'Base URL', type: 'TEXTFIELD_1000', required: true }],
  resources: ['/accounts', '/users', '/elements', '/usage', '/instances'].map(stores),
}
writeFileSync(join(folder, 'namesakes.json'), JSON.stringify(definition))

const platform = await startPlatform({ env: { HUBWRIGHT_CONNECTORS_DIR: folder } })
const made = await platform.request('POST', '/instances', {
  body: {
    element: { key: 'namesakes' },
    configuration: { 'base.url': `${platform.sandboxUrl}/_control/ecwid` },
  },
})
const { id, token } = made.body as { id: number; token: string }
const theirs = [{ storeId: 1003 }]

describe('with an Element token', () => {
  it.each(['/accounts', '/users', '/elements', '/usage', '/elements/?pageSize=5'])(
    '%s is the connector’s resource',
    async (path) => {
      const answer = await platform.request('GET', path, { token })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.body).toMatchObject(theirs)
      expect(answer.headers['elements-element-instance-id']).toBe(String(id))
    },
  )

  it('what the connector does not have is the platform’s', async () => {
    const keys = await platform.request('GET', '/elements/keys', { token })
    expect(keys.body).toEqual(expect.arrayContaining(['ecwid', 'namesakes']))
    expect((await platform.request('GET', '/elements/ecwid', { token })).body).toMatchObject({
      id: 52,
    })
  })

  it('instances are always the platform’s, below a hub the connector’s', async () => {
    const { body } = await platform.request('GET', '/instances', { token })
    expect(body).toMatchObject([{ id }])
    const below = await platform.request('GET', '/hubs/crm/instances', { token })
    expect(below.body).toMatchObject(theirs)
  })

  it('refuses as a hub call does', async () => {
    const twice = await platform.request('GET', '/elements?a=1&a=2', { token })
    expect(twice).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    const headers = { accept: 'text/csv' }
    expect((await platform.request('GET', '/elements', { token, headers })).status).toBe(406)
    await platform.request('DELETE', `/instances/${id}/enabled`)
    expect((await platform.request('GET', '/elements', { token })).status).toBe(403)
    await platform.request('PUT', `/instances/${id}/enabled`)
  })
})

describe('without one', () => {
  it('the same paths are the platform’s', async () => {
    const elements = await platform.request('GET', '/elements')
    expect((elements.body as { key: string }[]).map(({ key }) => key)).toContain('namesakes')
    expect((await platform.request('GET', '/accounts')).body).not.toMatchObject(theirs)
  })
})
