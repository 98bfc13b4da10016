/** The door of this part: what is done with stored events, until somebody is told or it is known why nobody is. */
import type { Sender } from '../../net/sender.ts'
import type { Instances } from '../../instances/instances.ts'
import { createAsyncCalls, type AsyncCalls } from './async-calls.ts'
import type { ProcessingCounts } from './care.ts'
import { createEventWorker, type EventWorkerParts } from './event-worker.ts'
import { renewJob, retryNow } from './job-store.ts'
import { createProcessMaintenance } from './maintenance.ts'

export interface ProcessingParts extends Omit<EventWorkerParts, 'instances'> {
  readonly instances: Pick<Instances, 'connectionOf' | 'onSettled'>
  readonly sender: Pick<Sender, 'refusal'>
}

export interface Processing {
  readonly asyncCalls: AsyncCalls
  /** Has an event processed again; false when it is not one that may be. */
  reprocess(organizationId: number, instanceId: number, eventId: number): Promise<boolean>
  /** Events by what became of them, in this process. */
  counts(): ProcessingCounts
  /** Processes from now on, beside other nodes, and removes what is too old to be compared with. */
  start(): void
  /** Ends what is under way; what is not done is taken up by others at once. */
  close(): Promise<void>
}

export async function createProcessing(parts: ProcessingParts): Promise<Processing> {
  const { database } = parts
  const worker = await createEventWorker(parts)
  const maintenance = createProcessMaintenance(parts)
  parts.instances.onSettled(async (trx, { row }) => {
    if (row.disabled || row.state === 'reauth_required') return
    await retryNow(trx, { organizationId: row.organization_id, instanceId: row.id })
  })
  return {
    asyncCalls: createAsyncCalls(parts),
    reprocess: (organizationId, instanceId, eventId) =>
      database.transaction((trx) => renewJob(trx, organizationId, instanceId, eventId)),
    counts: () => worker.counts(),
    start() {
      worker.start()
      maintenance.start()
    },
    async close() {
      await worker.close()
      await maintenance.close()
    },
  }
}
