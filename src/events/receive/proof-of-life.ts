/** Notes that a source is alive: collected, and written every few seconds for all of them at once. */
import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { createPeriodic } from '../../core/periodic.ts'
import type { Database } from '../../storage/database.ts'
import { proveWebhookSources } from '../sources/webhook-source-store.ts'

export interface ProofOfLife {
  /** A webhook came that was proven to be for this instance. */
  heard(organizationId: number, instanceId: number): void
  /** Writes what was collected. */
  flush(): Promise<void>
  start(): void
  /** Writes the rest. */
  close(): Promise<void>
}

const everyMs = 3000
const mostOfStatement = 1000

export function createProofOfLife(parts: {
  database: Database
  clock: Clock
  log: Log
}): ProofOfLife {
  const { database, clock } = parts
  let heard = new Map<number, { organizationId: number; instanceId: number; at: number }>()

  async function flush(): Promise<void> {
    const all = [...heard.values()]
    heard = new Map()
    const now = clock.now()
    for (let first = 0; first < all.length; first += mostOfStatement) {
      const some = all.slice(first, first + mostOfStatement)
      const proofs = some.map(({ at, ...who }) => ({
        ...who,
        secondsAgo: Math.max(0, now - at) / 1000,
      }))
      // A transaction, as that is repeated when it meets the end of an instance.
      await database.transaction((trx) => proveWebhookSources(trx, proofs))
    }
  }

  const failure = 'it was not noted which sources are alive'
  const periodic = createPeriodic({ everyMs, work: flush, failure, log: parts.log })
  return {
    heard(organizationId, instanceId) {
      heard.set(instanceId, { organizationId, instanceId, at: clock.now() })
    },
    flush,
    start: () => periodic.start(),
    async close() {
      await periodic.close()
      await flush().catch((error: unknown) => parts.log.warn({ err: error }, failure))
    },
  }
}
