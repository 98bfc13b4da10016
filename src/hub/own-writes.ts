/**
 * Changes made through hub calls are written down before the vendor is asked, so that the vendor's event of one is known
 * as our own. Only where somebody listens to events; a call never fails because of it.
 */
import { PlatformError, toError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { announceWish } from '../instances/caching-in-force.ts'
import type { Instances } from '../instances/instances.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Database } from '../storage/database.ts'
import type { HubAnswer } from './hub-request.ts'
import type { OwnWrite } from './own-write.ts'
import { beginWrite, endWrite, forgetWrite } from './own-writes-store.ts'

export interface OwnWrites {
  /**
   * Sends a write and keeps what it changed.
   * @param mayHaveActed asked after a failure: whether the vendor may have done it all the same
   */
  keep(
    instance: OpenInstance,
    write: OwnWrite,
    send: () => Promise<HubAnswer>,
    mayHaveActed: () => boolean,
  ): Promise<HubAnswer>
}

export function createOwnWrites(parts: {
  readonly database: Pick<Database, 'db'>
  readonly instances: Pick<Instances, 'areEventsOn' | 'onSettled'>
  readonly log: Log
}): OwnWrites {
  const { db } = parts.database
  parts.instances.onSettled(async (trx, { row, values }) => {
    if (isOn(values)) await announceWish(trx, row.organization_id, row.connector_key)
  })

  /** What cannot be written down is told as somebody else's change: once too often, never too seldom. */
  async function tried<T>(instance: OpenInstance, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      parts.log.warn(
        { err: toError(error), instanceId: instance.id },
        'an own change could not be written down',
      )
      return undefined
    }
  }

  return {
    async keep(instance, write, send, mayHaveActed) {
      const { organizationId, vendorAccount } = instance
      const id = await tried(instance, async () =>
        isOn(instance.configuration) || (await parts.instances.areEventsOn(instance))
          ? beginWrite(db, organizationId, vendorAccount, write)
          : undefined,
      )
      if (id === undefined) return send()
      try {
        const answer = await send()
        const objectId = write.objectId ?? idIn(answer)
        await tried(instance, () => endWrite(db, organizationId, id, objectId))
        return answer
      } catch (error) {
        const isUndone = error instanceof PlatformError && !mayHaveActed()
        await tried(instance, () =>
          isUndone
            ? forgetWrite(db, organizationId, id)
            : endWrite(db, organizationId, id, undefined),
        )
        throw error
      }
    },
  }
}

function isOn(configuration: Readonly<Record<string, string>>): boolean {
  return configuration['event.notification.enabled']?.toLowerCase() === 'true'
}

/** The id of the record that was made. */
function idIn({ payload }: HubAnswer): string | undefined {
  if (payload === undefined) return undefined
  const body: unknown = JSON.parse(payload.toString())
  const id = isJsonObject(body) ? body['id'] : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}
