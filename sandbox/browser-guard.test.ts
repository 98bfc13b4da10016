import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './server.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

async function status(method: string, path: string, headers: Record<string, string>) {
  const call = request(new URL(path, sandbox.url), { method, headers }).end()
  const [answer] = (await once(call, 'response')) as [{ statusCode: number; resume(): void }]
  answer.resume()
  return answer.statusCode
}

it('reaches nothing under a foreign name', async () => {
  for (const path of ['/', '/_control/ecwid/calls', '/ecwid/admin', '/ecwid/api/v3/1003/profile']) {
    expect([path, await status('GET', path, { host: 'evil.example' })]).toEqual([path, 403])
  }
  expect(await status('GET', '/', { host: 'localhost:8090' })).toBe(200)
})

it('lets pages of other sites neither control nor administer', async () => {
  const origin = 'https://evil.example'
  expect(await status('POST', '/_control/ecwid/reset', { origin })).toBe(403)
  expect(await status('POST', '/ecwid/admin/actions', { origin })).toBe(403)
  expect(await status('POST', '/_control/ecwid/reset', { origin: 'null' })).toBe(403)
  expect(await status('POST', '/_control/ecwid/reset', { origin: sandbox.url })).toBe(200)
})

it('listens on this machine only', async () => {
  await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow(/loopback only/)
})
