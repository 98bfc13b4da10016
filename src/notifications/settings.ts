/** Settings of accounts. */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import type { Database } from '../storage/database.ts'
import { hasAccount, readSettings, writeSetting } from './settings-store.ts'
import { failurePolicyKey } from './subscription.ts'

/** By key: the values it may have, the first one by default. */
const known = { [failurePolicyKey]: ['retry', 'queue'] } as const
type SettingKey = keyof typeof known

export type AccountSettings = Record<string, string>

export interface Settings {
  /** All of them, defaults filled in. Throws not_found, or forbidden for another account than one's own. */
  read(caller: Caller, accountId?: number): Promise<AccountSettings>
  /** Throws invalid_request for an unknown key or value. */
  change(caller: Caller, change: AccountSettings, accountId?: number): Promise<AccountSettings>
}

export function createSettings(parts: {
  readonly database: Database
  readonly audit: AuditTrail
}): Settings {
  const { database, audit } = parts

  async function read({ organizationId }: Caller, accountId: number): Promise<AccountSettings> {
    const stored = await readSettings(database.db, organizationId, accountId)
    return Object.fromEntries(
      Object.entries(known).map(([key, [usual]]) => [key, stored.get(key) ?? usual]),
    )
  }

  async function check(caller: Caller, accountId: number): Promise<void> {
    if (accountId === caller.accountId) return
    const isThere = await hasAccount(database.db, caller.organizationId, accountId)
    if (isThere && caller.privileges.has('editUsersOrg')) return
    throw new PlatformError('not_found', `No account found with ID ${accountId}`)
  }

  return {
    async read(caller, accountId = caller.accountId) {
      await check(caller, accountId)
      return read(caller, accountId)
    },
    async change(caller, change, accountId = caller.accountId) {
      await check(caller, accountId)
      const { organizationId } = caller
      for (const [key, value] of Object.entries(change)) judge(key, value)
      await database.transaction(async (trx) => {
        for (const [key, value] of Object.entries(change))
          await writeSetting(trx, { organizationId, accountId, key, value })
        await audit.record(trx, {
          organizationId,
          area: 'accounts',
          action: 'account-settings.changed',
          entityId: accountId,
          accountId,
        })
      })
      return read(caller, accountId)
    },
  }
}

function judge(key: string, value: string): void {
  const values: readonly string[] | undefined = Object.hasOwn(known, key)
    ? known[key as SettingKey]
    : undefined
  if (values?.includes(value) === true) return
  const message =
    values === undefined
      ? `'${key}' is no setting; there is ${Object.keys(known).join(', ')}`
      : `'${key}' must be one of ${values.join(', ')}`
  throw new PlatformError('invalid_request', message, { details: [{ path: `/${key}`, message }] })
}
