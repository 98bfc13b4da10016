import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Sender } from '../net/sender.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Traces } from '../traces/traces.ts'
import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import type { InstanceRecord, RecordParts } from './instance-record.ts'
import type { CodeExchange } from './oauth/exchange.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { TokenEndpoint } from './oauth/token-endpoint.ts'
import type { Removing } from './removing.ts'
import type { OpenInstances } from './open-instances.ts'
import type { VendorApps } from './vendor-apps.ts'

/** What the operations of this room share. */
export interface InstanceRoom extends RecordParts {
  readonly vendorApps: VendorApps
  readonly vendorCalls: Pick<VendorCalls, 'runLifecycle'>
  readonly sender: Pick<Sender, 'refusal'>
  readonly tokenEndpoint: TokenEndpoint
  readonly exchange: CodeExchange
  readonly opened: OpenInstances
  readonly audit: AuditTrail
  readonly traces: Pick<Traces, 'learn'>
  readonly clock: Clock
  readonly log: Log
  readonly publicUrl: () => string
  /** To be called within the transaction of whatever made or changed an instance, when it is written. */
  readonly settled: (trx: Kysely<Schema>, organizationId: number, id: number) => Promise<void>
  /** To be called before an instance is deleted; see removing.ts. */
  readonly removing: Removing['removing']
  /** The app in force for an instance; undefined where it needs none or has none. */
  readonly appOf: (record: InstanceRecord) => Promise<VendorApp | undefined>
}
