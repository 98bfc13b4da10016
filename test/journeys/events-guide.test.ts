/** The receiver of docs/guides/events.md, taken out of the page and run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { request } from 'undici'
import { afterAll, expect, it, vi } from 'vitest'
import { allowLoopback } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'

interface Options {
  readonly secret: string
  readonly signatureKey?: string
  readonly take: (notification: { readonly id: number; readonly message: unknown }) => Promise<void>
}

const root = join(import.meta.dirname, '..', '..')
const guide = readFileSync(join(root, 'docs/guides/events.md'), 'utf8')
const [, source = ''] = /^`receiver\.ts`\n\n```ts\n([\s\S]*?)\n```$/m.exec(guide) ?? []
// Beside node_modules, where its imports are found.
const folder = mkdtempSync(join(root, 'node_modules', '.hubwright-guide-'))
const file = join(folder, 'receiver.ts')
writeFileSync(file, source)
const { createReceiver } = (await import(pathToFileURL(file).href)) as {
  createReceiver: (options: Options) => Server
}
const servers: Server[] = []
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  rmSync(folder, { recursive: true })
})

const platform = await startPlatform({ sandbox: false, env: allowLoopback })

async function listen(options: Options): Promise<string> {
  const server = createReceiver(options)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('takes what we tell, once, and nothing that is not ours', async () => {
  const path = '/notifications/subscriptions'
  const made = await platform.request('POST', path, {
    body: {
      channel: 'webhook',
      topics: ['news'],
      config: { url: 'http://127.0.0.1:65000/', signatureKey: 'k1' },
    },
  })
  const { id } = made.body as { id: number }
  const { body } = await platform.request('GET', `${path}/${id}/secret`)
  const { secret } = body as { secret: string }
  const taken: number[] = []
  let isDown = true
  const url = await listen({
    secret,
    signatureKey: 'k1',
    take(notification) {
      if (isDown) return Promise.reject(new Error('not now'))
      taken.push(notification.id)
      return Promise.resolve()
    },
  })
  await platform.request('PATCH', `${path}/${id}`, { body: { config: { url } } })
  const told = await platform.request('POST', '/notifications', {
    body: { topic: 'news', severity: 'low', message: 'Hello', from: 'me' },
  })
  const notification = (told.body as { id: number }).id
  const delivery = `/notifications/${notification}/subscriptions/${id}/deliveries`
  const becomes = (status: string, tries: number) =>
    vi.waitFor(
      async () =>
        expect((await platform.request('GET', delivery)).body).toMatchObject({ status, tries }),
      { timeout: 15_000 },
    )
  await becomes('retry', 1)
  isDown = false
  await platform.request('PUT', delivery)
  await becomes('delivered', 2)
  await platform.request('PUT', delivery)
  await becomes('delivered', 3)
  expect(taken).toEqual([notification])

  const forged = await request(url, {
    method: 'POST',
    headers: { 'webhook-id': '1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,xx' },
    body: '{}',
  })
  await forged.body.dump()
  expect(forged.statusCode).toBe(401)
})
