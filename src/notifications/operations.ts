/** Telling an organization what befalls the platform's own work for it. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { addNotifications } from './add-notifications-store.ts'
import { operationsTopic, type Severity } from './notification.ts'

const severities = {
  'instance.reauth_required': 'high',
  'source.broken': 'high',
  'source.recovered': 'low',
  'callback.disabled': 'high',
} as const satisfies Record<string, Severity>

export type OperationType = keyof typeof severities

export interface Operation {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId?: number | undefined
  readonly type: OperationType
  /** What more is to be known; no secrets. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Tells of it in the transaction in which it befell. */
export async function raise(trx: Kysely<Schema>, operation: Operation): Promise<void> {
  const { type, data, ...owner } = operation
  await addNotifications(trx, [
    {
      ...owner,
      kind: 'operations',
      topic: operationsTopic,
      severity: severities[type],
      body: (id, createdDate) =>
        JSON.stringify({
          id,
          topic: operationsTopic,
          severity: severities[type],
          createdDate,
          message: { type, accountId: owner.accountId, instanceId: owner.instanceId, ...data },
        }),
    },
  ])
}
