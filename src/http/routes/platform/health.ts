import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'

/** Whether requests should be sent to this node. */
export interface Readiness {
  /** Why not, or undefined when they should. */
  refusal(): Promise<string | undefined>
}

export function health(server: PlatformServer, readiness: Readiness): void {
  server.route({
    method: 'GET',
    url: '/healthz',
    config: { access: 'public' },
    schema: {
      tags: ['operation'],
      summary: 'Is the process alive?',
      response: { 200: Type.Object({ status: Type.Literal('ok') }) },
    },
    handler: () => ({ status: 'ok' as const }),
  })
  server.route({
    method: 'GET',
    url: '/readyz',
    config: { access: 'public' },
    schema: {
      tags: ['operation'],
      summary: 'May requests be sent here?',
      response: { 200: Type.Object({ status: Type.Literal('ready') }) },
    },
    handler: async () => {
      const refusal = await readiness.refusal()
      if (refusal !== undefined) throw new PlatformError('unavailable', refusal)
      return { status: 'ready' as const }
    },
  })
}
