import type { Kysely } from 'kysely'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'

export const targetsChannel = 'webhook_targets'

/** What every node remembers under this key is forgotten when the transaction commits. */
export async function forgetTargets(trx: Kysely<Schema>, key: string): Promise<void> {
  await noticeWith(trx, targetsChannel, key)
}
