/** What the operations on people share: how far a caller reaches, whom he may touch, who must stay. */
import { PlatformError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Clock } from '../core/clock.ts'
import type { Database } from '../storage/database.ts'
import { noticeWith } from '../storage/notices.ts'
import type { Vault } from '../vault/seal.ts'
import { readAccount, type AccountRow, type FullUserRow, type Trx } from './account-store.ts'
import type { AuditEntry, AuditTrail } from './audit-trail.ts'
import type { Caller } from './caller.ts'
import { lacking } from './privileges.ts'
import { rankOf } from './roles.ts'
import { countAdministrators, findUser, lockOrganization } from './user-store.ts'

/** What this part of the room needs of others. */
export interface PeopleParts {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditTrail
  /** Ends the connections of a user or an account; gives their access back where vendors take it. */
  readonly instances: {
    removeAllOf(
      organizationId: number,
      owner: { readonly userId: number } | { readonly accountId: number },
    ): Promise<void>
  }
  /** Told after a change of who may ask what, so that this node need not wait for its own notice. */
  readonly changed: (organizationId: number) => void
}

export type Verb = 'view' | 'add' | 'edit' | 'delete'

/**
 * The account a caller is confined to, or undefined when he reaches the whole organization.
 * @throws PlatformError `forbidden` when he has neither privilege
 */
export function reachOf(caller: Caller, verb: Verb): number | undefined {
  if (caller.privileges.has(`${verb}UsersOrg`)) return undefined
  if (caller.privileges.has(`${verb}UsersAccount`)) return caller.accountId
  throw lacking([`${verb}UsersOrg`, `${verb}UsersAccount`])
}

/**
 * An account of the caller's organization.
 * @throws PlatformError `not_found`, or `forbidden` when he is confined to another one
 */
export async function accountFor(
  { database }: PeopleParts,
  caller: Caller,
  verb: Verb,
  id: number,
  includeInactive: boolean,
): Promise<AccountRow> {
  const reach = reachOf(caller, verb)
  const account = await readAccount(database.db, caller.organizationId, id)
  if (account === undefined || !(account.active || includeInactive)) throw noAccount(id)
  if (reach !== undefined && reach !== account.id) throw lacking([`${verb}UsersOrg`])
  return account
}

/**
 * A user of the caller's organization, by id or email.
 * @param accountId the account that the route names
 * @throws PlatformError `not_found`, `forbidden`
 */
export async function userFor(
  parts: PeopleParts,
  caller: Caller,
  verb: Verb,
  who: string,
  accountId?: number,
): Promise<FullUserRow> {
  if (accountId !== undefined) await accountFor(parts, caller, verb, accountId, true)
  const reach = reachOf(caller, verb)
  const user = await findUser(parts.database.db, caller.organizationId, idOrEmail(who))
  const isElsewhere = (only: number | undefined) => only !== undefined && user?.account_id !== only
  if (user === undefined || isElsewhere(accountId) || isElsewhere(reach)) throw noUser(who)
  return user
}

export function idOrEmail(who: string): number | string {
  return /^-?\d{1,15}$/.test(who) ? Number(who) : who
}

/** @throws PlatformError `forbidden` when the user has more to say than the caller */
export function refuseHigherRank(caller: Caller, user: FullUserRow): void {
  if (rankOf(user.roles) <= rankOf(caller.roles)) return
  throw new PlatformError('forbidden', 'A user of higher rank can only be changed by his equals')
}

/** @throws PlatformError `forbidden` for the caller himself */
export function refuseOneself(caller: Caller, user: FullUserRow, what: string): void {
  if (user.id !== caller.userId) return
  throw new PlatformError('forbidden', `Nobody can ${what} himself; ask another administrator`)
}

/** What the audit log is told of a change. */
export type PeopleEvent = Omit<AuditEntry, 'organizationId'>

/**
 * Changes an organization's people: one change at a time, told to all nodes when it is done, and refused when nobody
 * would be left to administer the organization.
 */
export async function changePeople<T>(
  { database, audit, changed }: PeopleParts,
  organizationId: number,
  event: PeopleEvent | ((result: T) => PeopleEvent),
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  const result = await database.transaction(async (trx) => {
    await lockOrganization(trx, organizationId)
    const done = await work(trx)
    if ((await countAdministrators(trx, organizationId)) === 0) {
      throw new PlatformError(
        'conflict',
        'The organization would have no administrator left. Give somebody else the role org-admin first',
      )
    }
    const what = typeof event === 'function' ? event(done) : event
    await audit.record(trx, { organizationId, ...what })
    await noticeWith(trx, 'accounts', String(organizationId))
    return done
  })
  changed(organizationId)
  return result
}

export function noUser(who: string | number): PlatformError {
  return new PlatformError('not_found', `No user found with ID ${String(who).slice(0, 254)}`)
}

export function noAccount(id: number): PlatformError {
  return new PlatformError('not_found', `No account found with ID ${id}`)
}
