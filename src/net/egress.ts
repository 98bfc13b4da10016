/**
 * The one way out of the process. It promises that no address but a public one (or one that the operator opened) is
 * ever connected to, that no answer is larger or slower than its limits, that nothing is retried or redirected,
 * and that every failure says how far the request had come.
 */
import { rootCertificates } from 'node:tls'
import { LRUCache } from 'lru-cache'
import { type Client, Pool } from 'undici'
import type { AllowRule } from './addresses.ts'
import { CountingClient } from './counting-client.ts'
import { type Destination, destinationReader, parseDestination } from './destination.ts'
import { Exchange } from './exchange.ts'
import { fairResolve } from './fair-resolve.ts'
import { guardedLookup, type Resolve, resolveChecked, systemResolve } from './guarded-lookup.ts'
import { sendErrorOf } from './send-errors.ts'
import { type OutboundAnswer, type OutboundRequest, SendError, type Sender } from './sender.ts'

export interface SenderOptions {
  /** What may be called besides public addresses. */
  readonly allow: readonly AllowRule[]
  /** How names become addresses; tests hand in their own. */
  readonly resolve?: Resolve
  /** A certificate authority in PEM that is trusted besides the usual ones; trust is never switched off. */
  readonly trustedCertificate?: string
  /** Milliseconds for name, connection and TLS together (default 5 000). */
  readonly connectTimeoutMs?: number
  /** Milliseconds from the request to the end of the answer's headers (default 15 000). */
  readonly headersTimeoutMs?: number
  /** Milliseconds for the whole call when the request names none (default 30 000). */
  readonly timeoutMs?: number
  /** Bytes of an answer after inflating when the request names none (default 10 MB). */
  readonly maxBytes?: number
  /** Most connections to one origin at once; more requests wait, within their time (default 128). */
  readonly connectionsPerOrigin?: number
  /** Origins whose connections are kept; the least recently used one is closed (default 500). */
  readonly maxOrigins?: number
}

/** Idle connections live this long unless the vendor names a shorter time. */
const keepAliveMs = 10_000

/** Opens the way out. Close it at the end; calls under way then fail as `aborted`. */
export function createSender(options: SenderOptions): Sender {
  const { allow } = options
  const resolve = fairResolve(options.resolve ?? systemResolve)
  const connectTimeoutMs = options.connectTimeoutMs ?? 5_000
  const timeoutMs = options.timeoutMs ?? 30_000
  const maxBytes = options.maxBytes ?? 10 * 1024 * 1024
  const trusted =
    options.trustedCertificate === undefined
      ? undefined
      : [...rootCertificates, options.trustedCertificate]
  const maxOrigins = options.maxOrigins ?? 500
  const destinationOf = destinationReader(allow, maxOrigins)
  let closed = false

  const pools = new LRUCache<string, Pool>({
    max: maxOrigins,
    dispose: (pool, _origin, reason) => {
      // Requests under way end in peace; only `close` ends them.
      if (reason === 'evict') void pool.close()
    },
  })

  const ownClients = new Set<Client>()

  function poolOf(destination: Destination): Pool {
    const known = pools.get(destination.origin)
    if (known !== undefined) return known
    const pool = new Pool(destination.origin, {
      ...clientOptions(destination),
      connections: options.connectionsPerOrigin ?? 128,
      factory: (origin, shared) => new CountingClient(origin, shared),
    })
    pools.set(destination.origin, pool)
    return pool
  }

  /** For one request: it closes as soon as that has ended. */
  function ownClientOf(destination: Destination): Client {
    const client = new CountingClient(destination.origin, clientOptions(destination))
    ownClients.add(client)
    return client
  }

  function closeAfterwards(client: Client): void {
    const forget = () => void ownClients.delete(client)
    client.close().then(forget, forget)
  }

  function clientOptions(destination: Destination): Client.Options {
    return {
      allowH2: false,
      keepAliveTimeout: keepAliveMs,
      headersTimeout: options.headersTimeoutMs ?? 15_000,
      // The timer of the exchange covers the body.
      bodyTimeout: 0,
      connect: {
        timeout: connectTimeoutMs,
        lookup: guardedLookup(destination.port, allow, resolve),
        // Said aloud, since an environment variable could switch it off otherwise.
        rejectUnauthorized: true,
        ...(trusted === undefined ? {} : { ca: trusted }),
      },
    }
  }

  function dispatch(request: OutboundRequest): Promise<OutboundAnswer> {
    if (closed) throw new SendError('aborted', 'before', 'The program is stopping')
    if (request.signal?.aborted === true) {
      throw new SendError('aborted', 'before', 'The call was given up before it began')
    }
    const destination = destinationOf(request.url)
    refuseOwnHost(request.headers)
    const exchange = new Exchange(
      {
        withoutBody: request.method === 'HEAD',
        timeoutMs: request.timeoutMs ?? timeoutMs,
        maxBytes: request.maxBytes ?? maxBytes,
        keptBytes: request.keptBytes,
      },
      request.signal,
    )
    const own = request.ownConnection === true ? ownClientOf(destination) : undefined
    ;(own ?? poolOf(destination)).dispatch(
      {
        method: request.method,
        path: destination.path,
        headers: request.headers as Record<string, string>,
        body: request.body ?? null,
      },
      exchange,
    )
    if (own !== undefined) closeAfterwards(own)
    return exchange.answer
  }

  return {
    // Not async: an error thrown before the wire still arrives as a rejection, and no promise is added to the way.
    send(request) {
      try {
        return dispatch(request)
      } catch (error) {
        return Promise.reject(sendErrorOf(error, 'before'))
      }
    },
    async refusal(url, { mayResolveLater = false } = {}) {
      try {
        const destination = parseDestination(url, allow)
        if (destination.literal === undefined) {
          const { hostname, port } = destination
          await within(connectTimeoutMs, resolveChecked(hostname, port, allow, resolve), hostname)
        }
        return undefined
      } catch (error) {
        const { failure, message } = sendErrorOf(error, 'before')
        return mayResolveLater && failure === 'dns' ? undefined : message
      }
    },
    async close() {
      if (closed) return
      closed = true
      const open = [...pools.values()]
      pools.clear()
      await Promise.all([...open, ...ownClients].map((one) => one.destroy()))
    },
  }
}

/** The Host header decides which certificate is asked for; it must come from the checked URL alone. */
function refuseOwnHost(headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    if (name.length === 4 && name.toLowerCase() === 'host') {
      throw new SendError(
        'invalid_request',
        'before',
        'The Host header cannot be set; it follows the URL',
      )
    }
  }
}

async function within<T>(ms: number, work: Promise<T>, hostname: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SendError('dns', 'before', `The name ${hostname} was not resolved in time`))
    }, ms)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
