/**
 * Instances whose events were switched on before this program knew of sources: what follows from their configuration is
 * made up for, once after a start, in small steps and on one node at a time.
 */
import { toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Instances } from '../../instances/instances.ts'
import { createWorkLoop, type WorkLoop } from '../../jobs/work-loop.ts'
import type { Database } from '../../storage/database.ts'
import { findWithoutSources, takeTurn } from './first-sources-store.ts'

const stepSize = 50
/** Until it is looked whether another node is done with its step. */
const beatMs = 5000

export function createFirstSources(parts: {
  readonly database: Database
  readonly instances: Pick<Instances, 'settle'>
  readonly log: Log
}): WorkLoop {
  const { database, instances, log } = parts
  let afterId = 0
  let isDone = false

  async function work(signal: AbortSignal): Promise<boolean> {
    if (isDone) return false
    return database.transaction(async (trx) => {
      if (!(await takeTurn(trx))) return false
      const found = await findWithoutSources(trx, afterId, stepSize)
      for (const { organization_id: organizationId, id } of found) {
        if (signal.aborted) return false
        await instances.settle(organizationId, id).catch((error: unknown) => {
          log.warn({ err: toError(error), instanceId: id }, 'an instance got no sources of events')
        })
        afterId = id
      }
      isDone = found.length < stepSize
      return !isDone
    })
  }

  return createWorkLoop({
    failure: 'instances without sources of events could not be found',
    work,
    log,
    beatMs,
  })
}
