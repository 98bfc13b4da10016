/**
 * An app that receives notifications, verifies that they are Hubwright's, and takes each of them once.
 *
 *   WEBHOOK_SECRET=whsec_… npm run example:receiver
 *
 * SIGNATURE_KEY has it verify Elements-Webhook-Signature as well; PORT is 9701 unless you name another.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { Webhook } from 'standardwebhooks'

export interface Notification {
  readonly id: number
  readonly topic: string
  /** A text where somebody posted one; of operations `type`, `timestamp` and more. */
  readonly message: string | EventMessage | { readonly type: string; readonly timestamp: string }
}

export interface EventMessage {
  readonly eventId: string
  readonly instanceId: number
  readonly instanceName: string
  readonly raw: Readonly<Record<string, unknown>>
  readonly events: readonly {
    readonly objectType: string
    readonly objectId: string
    readonly eventType: string
    readonly date: string
  }[]
}

export interface Options {
  /** `whsec_…` of the subscription. */
  readonly secret: string
  /** event.notification.signature.key, where your code still verifies by that. */
  readonly signatureKey?: string | undefined
  /** Stores it; resolves when it is safe. Called once for each id. */
  readonly take: (notification: Notification) => Promise<void>
}

/** A server that answers 204 to what it took, and anything else to what it wants to be told again. */
export function createReceiver({ secret, signatureKey, take }: Options) {
  const webhook = new Webhook(secret)
  // Yours belongs into your database, in the transaction that stores what came.
  const taken = new Set<string>()

  return createServer((request, response) => {
    statusFor(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    )
  })

  async function statusFor(request: IncomingMessage): Promise<number> {
    // The raw bytes: parsed and written again they would not verify.
    const body = await bytesOf(request)
    const { headers } = request
    if (!isOurs(body, headers)) return 401
    const id = String(headers['webhook-id'])
    if (!taken.has(id)) {
      await take(JSON.parse(body.toString()) as Notification)
      taken.add(id)
    }
    return 204
  }

  function isOurs(body: Buffer, headers: IncomingMessage['headers']): boolean {
    try {
      // Also refuses what is older than five minutes.
      webhook.verify(body, headers as Record<string, string>)
    } catch {
      return false
    }
    return signatureKey === undefined || isElementsSigned(body, headers, signatureKey)
  }
}

/** The old platform's signature: HMAC-SHA256 over the body alone, in base64. */
function isElementsSigned(body: Buffer, headers: IncomingMessage['headers'], key: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', key).update(body).digest('base64')}`)
  const given = Buffer.from(String(headers['elements-webhook-signature']))
  return expected.length === given.length && timingSafeEqual(expected, given)
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

if (import.meta.main) {
  const { WEBHOOK_SECRET: secret, SIGNATURE_KEY: signatureKey, PORT = '9701' } = process.env
  if (secret === undefined) throw new Error('Set WEBHOOK_SECRET to the secret of the subscription')
  const show = (notification: Notification) => {
    console.log(JSON.stringify(notification, undefined, 2))
    return Promise.resolve()
  }
  createReceiver({ secret, signatureKey, take: show }).listen(Number(PORT), '127.0.0.1', () =>
    console.log(`Waiting for notifications at http://127.0.0.1:${PORT}`),
  )
}
