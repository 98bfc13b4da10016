/**
 * Stored secrets that do not open, told to the audit log: that a row was changed by somebody else, or that a master key
 * is missing, is an event of its own. Whoever wanted the secret has the error already; telling it costs him nothing.
 */
import { toError } from '../core/errors.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import type { SealContext } from '../vault/seal.ts'
import type { SealError } from '../vault/sealer.ts'
import type { Audit } from './audit.ts'

export interface UnreadableSecretsParts {
  audit: Pick<Audit, 'record'>
  database: Pick<Database, 'db'>
  clock: Clock
  log: Log
}

export interface UnreadableSecrets {
  /** Counts and logs each failure; a row for each record at most once an hour. Never throws, never waits. */
  report(error: SealError): void
  /** Failures by their reason, since the start. */
  counts(): Readonly<Record<SealError['reason'], number>>
}

const hourMs = 3_600_000
/** With a wrong key nothing opens: the first thousand rows of an hour say it, the counter counts the rest. */
const mostRows = 1_000

const areas: Readonly<Record<string, string>> = {
  organizations: 'organizations',
  users: 'users',
  instances: 'element-instances',
  instance_configuration: 'element-instances',
  traces: 'element-instances',
  vendor_apps: 'elements',
  subscriptions: 'notifications',
}

export function createUnreadableSecrets(parts: UnreadableSecretsParts): UnreadableSecrets {
  const { audit, clock, database, log } = parts
  const toldAt = new Map<string, number>()
  const counts = { unknown_key: 0, damaged: 0 }

  /** True when a row about it was added within the hour, or too many about others were. */
  function isTold(record: string): boolean {
    const now = clock.now()
    const before = toldAt.get(record)
    if (before !== undefined && now - before < hourMs) return true
    if (toldAt.size >= mostRows) {
      for (const [key, at] of toldAt) if (now - at >= hourMs) toldAt.delete(key)
      if (toldAt.size >= mostRows) return true
    }
    toldAt.set(record, now)
    return false
  }

  async function addRow(context: SealContext): Promise<void> {
    const { organizationId, table, row } = context
    try {
      await audit.record(database.db, {
        organizationId,
        area: areas[table] ?? 'authentication',
        action: 'secret.unreadable',
        entityId: `${table}/${row}`,
        instanceId: instanceOf(context),
        status: 500,
      })
    } catch (error) {
      log.error({ err: toError(error) }, 'an unreadable secret could not be told to the audit log')
    }
  }

  return {
    report(error) {
      const { context, reason } = error
      counts[reason] += 1
      log.error({ err: error }, 'a stored secret does not open')
      const { organizationId, table, row } = context
      // What belongs to no organization has no log to be told to.
      if (organizationId === 0 || isTold(`${organizationId}/${table}/${row}`)) return
      void addRow(context)
    },
    counts: () => ({ ...counts }),
  }
}

/** Rows of an instance begin with its id. */
function instanceOf({ table, row }: SealContext): number | undefined {
  if (table !== 'instances' && table !== 'instance_configuration') return undefined
  const id = Number(row.split('/', 1)[0])
  return Number.isSafeInteger(id) ? id : undefined
}
