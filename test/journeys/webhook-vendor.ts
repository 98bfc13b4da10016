/**
 * A small vendor that registers webhooks through its API, and its three connectors: `hookshop` signs what it sends,
 * `shyshop` signs nothing, `openshop` signs nothing and its definition says that this will do.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface WebhookVendor {
  /** For `HUBWRIGHT_CONNECTORS_DIR`. */
  readonly folder: string
  /** Addresses that are registered, by the vendor's id. */
  readonly webhooks: ReadonlyMap<string, string>
  /** Statuses that the next requests to register or to take back are answered with. */
  fail(...statuses: number[]): void
  /** It fails no more. */
  mend(): void
  /** Nothing is registered. */
  forget(): void
  close(): Promise<void>
}

export async function startWebhookVendor(): Promise<WebhookVendor> {
  const webhooks = new Map<string, string>()
  const faults: number[] = []
  let last = 0
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-webhooks-'))
  for (const definition of definitions(origin)) {
    writeFileSync(join(folder, `${definition.key}.json`), JSON.stringify(definition))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    // No vendor answers in the same moment.
    await delay(10)
    const fault = faults.shift()
    if (fault !== undefined) return json(response, fault, { message: 'not today' })
    if (request.headers.authorization !== 'Bearer good') {
      return json(response, 401, { message: 'who are you' })
    }
    if (request.method === 'POST') {
      const { target } = JSON.parse(Buffer.concat(chunks).toString()) as { target: string }
      const id = `wh_${(last += 1)}`
      webhooks.set(id, target)
      return json(response, 201, { id })
    }
    const id = request.url?.split('/').at(-1) ?? ''
    return json(response, webhooks.delete(id) ? 200 : 404, {})
  }

  return {
    folder,
    webhooks,
    fail: (...next) => void faults.push(...next),
    mend: () => void faults.splice(0),
    forget: () => webhooks.clear(),
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function definitions(origin: string) {
  const card = {
    description: 'A shop for tests',
    hub: 'things',
    authentication: { type: 'custom' },
    configuration: [
      { key: 'shop.token', name: 'Token', type: 'PASSWORD', required: true },
      { key: 'shop.secret', name: 'Secret', type: 'PASSWORD' },
      { key: 'shop.id', name: 'Shop' },
      { key: 'base.url', name: 'Base', defaultValue: `${origin}/api` },
    ],
    resources: [] as object[],
  }
  const authentication = {
    custom: {
      label: 'Token',
      place: [{ in: 'header', name: 'Authorization', value: 'Bearer {shop.token}' }],
    },
  }
  const connector = (key: string, webhook: object, resources: object[] = []) => ({
    ...card,
    key,
    name: key,
    resources,
    hubwright: {
      authentication,
      errors: { message: ['message'] },
      events: { methods: ['webhook'], webhook },
    },
  })
  const signature = {
    header: 'x-shop-signature',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'v1=',
    message: '{header:x-shop-time}.{body}',
    secret: 'shop.secret',
  }
  return [
    connector(
      'hookshop',
      { address: 'instance', signature, eventId: '/event', headers: ['x-shop-time'] },
      [
        {
          type: 'onProvisionWebhook',
          path: '/webhooks',
          method: 'POST',
          vendorPath: '/webhooks',
          vendorMethod: 'POST',
          parameters: [
            { name: '{"target":"{webhookCallbackUrl}"}', type: 'value', vendorType: 'body' },
            {
              name: 'event.notification.subscription.id',
              vendorName: 'id',
              type: 'configuration',
              vendorType: 'bodyField',
              source: 'response',
            },
          ],
        },
        {
          type: 'onDeleteWebhook',
          path: '/webhooks',
          method: 'DELETE',
          vendorPath: '/webhooks/{event.notification.subscription.id}',
          vendorMethod: 'DELETE',
        },
      ],
    ),
    connector('shyshop', { address: 'instance', eventId: '/event' }),
    connector('openshop', { address: 'app', unsigned: true }),
  ]
}
