/** The drills' receiver: well-behaved, quick, and with a good memory; it verifies both signatures of everything. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export interface Arrival {
  /** Of the end of its body, `performance.now()`. */
  readonly at: number
  readonly webhookId: string
  readonly eventId: string
  readonly instanceId: number
  /** The vendor's id of the webhook; undefined for what was polled. */
  readonly toldId: string | undefined
  readonly objectIds: readonly string[]
}

export interface CustomerApp {
  readonly url: string
  /** For `event.notification.signature.key`. */
  readonly signatureKey: string
  readonly arrivals: readonly Arrival[]
  /** Deliveries whose signature of either manner did not prove them. */
  readonly unproven: number
  /** From now on deliveries of the instance are verified with its secret; others are unproven. */
  trust(instanceId: number, secret: string): void
  close(): Promise<void>
}

interface Body {
  readonly message: {
    readonly eventId: string
    readonly instanceId: number
    readonly raw: { readonly id?: string }
    readonly events: readonly { readonly objectId: string }[]
  }
}

export async function startCustomerApp(): Promise<CustomerApp> {
  const signatureKey = 'key-of-the-drill'
  const arrivals: Arrival[] = []
  const secrets = new Map<number, Webhook>()
  let unproven = 0

  function take(bytes: Buffer, headers: IncomingHttpHeaders): void {
    const { message } = JSON.parse(bytes.toString()) as Body
    const { eventId, instanceId, raw, events } = message
    if (!isProven(bytes, headers, secrets.get(instanceId))) unproven += 1
    const webhookId = String(headers['webhook-id'])
    const objectIds = events.map(({ objectId }) => objectId)
    arrivals.push({
      at: performance.now(),
      webhookId,
      eventId,
      instanceId,
      toldId: raw.id,
      objectIds,
    })
  }

  function isProven(
    bytes: Buffer,
    headers: IncomingHttpHeaders,
    webhook: Webhook | undefined,
  ): boolean {
    const expected = createHmac('sha256', signatureKey).update(bytes).digest('base64')
    if (headers['elements-webhook-signature'] !== `sha256=${expected}`) return false
    try {
      webhook?.verify(bytes.toString(), headers as Record<string, string>)
      return webhook !== undefined
    } catch {
      return false
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      take(Buffer.concat(chunks), request.headers)
      response.writeHead(200, { 'content-length': 0 }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signatureKey,
    arrivals,
    get unproven() {
      return unproven
    },
    trust: (instanceId, secret) => void secrets.set(instanceId, new Webhook(secret)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
