/** Ends all connections of a user or an account that goes. */
import { PlatformError } from '../core/errors.ts'
import { listInstanceIds, type InstanceOwner } from './instance-store.ts'
import { removeInstance } from './remove-instance.ts'
import type { InstanceRoom } from './room.ts'

/** So many vendors are asked at once. */
const atOnce = 4
/** Vendors are asked to take access back for so long in all; what is left then is only deleted. */
const patienceMs = 12_000
const batch = 200

/** Until there are none: an instance may be under way while its owner is being deactivated. */
export async function removeInstancesOf(
  room: InstanceRoom,
  organizationId: number,
  owner: InstanceOwner,
): Promise<void> {
  const until = room.clock.now() + patienceMs
  for (;;) {
    const ids = await listInstanceIds(room.database.db, organizationId, owner, batch)
    if (ids.length === 0) return
    const next = ids.values()
    const work = async () => {
      for (const id of next) {
        const asksVendor = room.clock.now() < until
        await removeInstance(room, { organizationId, accountId: undefined }, id, {
          asksVendor,
        }).catch(passOver)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }
}

/** Somebody else deleted it meanwhile, which is what is wanted. */
function passOver(error: unknown): void {
  if (!(error instanceof PlatformError) || error.code !== 'not_found') throw error
}
