import { hash, timingSafeEqual } from 'node:crypto'
import type { Registry } from 'prom-client'
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'

export interface MetricsAccess {
  /** True when the server listens on loopback only: then no token is asked for. */
  readonly isLocal: boolean
  /** `HUBWRIGHT_METRICS_TOKEN`. */
  readonly token: string | undefined
}

export function metrics(server: PlatformServer, registry: Registry, access: MetricsAccess): void {
  server.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'public' },
    schema: {
      tags: ['operation'],
      summary: 'Figures for Prometheus',
      description:
        'Asks for `Authorization: Bearer <HUBWRIGHT_METRICS_TOKEN>` when that is set or the host is not loopback.',
      response: {
        200: { description: 'The figures', content: { 'text/plain': { schema: Type.String() } } },
      },
    },
    handler: async (request, reply) => {
      checkToken(access, request.headers.authorization)
      const text = await registry.metrics()
      return reply.header('content-type', registry.contentType).send(text)
    },
  })
}

function checkToken({ isLocal, token }: MetricsAccess, header: string | undefined): void {
  if (token === undefined) {
    if (isLocal) return
    throw new PlatformError(
      'unauthorized',
      'Metrics are closed: set HUBWRIGHT_METRICS_TOKEN and send it as a Bearer token',
    )
  }
  const given = /^bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? ''
  if (timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', token, 'buffer'))) return
  throw new PlatformError(
    'unauthorized',
    'Send Authorization: Bearer with the value of HUBWRIGHT_METRICS_TOKEN',
  )
}
