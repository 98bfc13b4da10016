/** An organization's accounts: usually one for each of its customers, with users and connections of its own. */
import { PlatformError } from '../core/errors.ts'
import { isUniqueViolation } from '../storage/database-errors.ts'
import { insertAccount, readAccount, type AccountRow } from './account-store.ts'
import type { Caller } from './caller.ts'
import { listAccounts, updateAccount, type AccountChange } from './customer-account-store.ts'
import {
  accountFor,
  changePeople,
  noAccount,
  reachOf,
  type PeopleEvent,
  type PeopleParts,
} from './people.ts'
import { accountView, type AccountView } from './person-view.ts'
import { requireAny } from './privileges.ts'
import { deleteUsersOfAccount } from './user-store.ts'

export interface NewAccount {
  readonly externalId: string
  readonly name?: string | undefined
  readonly description?: string | undefined
}

export interface AccountChangeRequest {
  readonly externalId?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly active?: boolean | undefined
}

export interface CustomerAccounts {
  list(caller: Caller, includeInactive: boolean): Promise<AccountView[]>
  get(caller: Caller, id: number, includeInactive: boolean): Promise<AccountView>
  create(caller: Caller, account: NewAccount): Promise<AccountView>
  /** With `permanent` an account that is deactivated loses its users and connections. */
  change(
    caller: Caller,
    id: number,
    change: AccountChangeRequest,
    permanent: boolean,
  ): Promise<AccountView>
  /** Deactivates the account and removes its users and connections; it can be activated again, empty. */
  remove(caller: Caller, id: number): Promise<void>
}

export function createCustomerAccounts(parts: PeopleParts): CustomerAccounts {
  const { db } = parts.database

  async function view({ organizationId }: Caller, id: number): Promise<AccountView> {
    const account = await readAccount(db, organizationId, id)
    if (account === undefined) throw noAccount(id)
    return accountView(account)
  }

  async function empty({ organizationId }: Caller, accountId: number): Promise<void> {
    await parts.instances.removeAllOf(organizationId, { accountId })
    await changePeople(parts, organizationId, eventOf('account.emptied', accountId), (trx) =>
      deleteUsersOfAccount(trx, organizationId, accountId),
    )
  }

  function write(
    { organizationId }: Caller,
    id: number,
    action: string,
    change: AccountChange,
  ): Promise<void> {
    return refuseTaken(change.external_id ?? '', () =>
      changePeople(parts, organizationId, eventOf(action, id), (trx) =>
        updateAccount(trx, organizationId, id, change),
      ),
    )
  }

  return {
    async list(caller, includeInactive) {
      const accountId = reachOf(caller, 'view')
      const accounts = await listAccounts(db, caller.organizationId, { accountId, includeInactive })
      return accounts.map(accountView)
    },

    async get(caller, id, includeInactive) {
      return accountView(await accountFor(parts, caller, 'view', id, includeInactive))
    },

    async create(caller, { externalId, name, description }) {
      requireAny(caller, 'addUsersOrg')
      const { organizationId } = caller
      const created = (made: number) => eventOf('account.created', made)
      const id = await refuseTaken(externalId, () =>
        changePeople(parts, organizationId, created, (trx) =>
          insertAccount(trx, organizationId, {
            externalId,
            name: name ?? externalId,
            description: description ?? externalId,
            type: 'CompanyAccount',
          }),
        ),
      )
      return view(caller, id)
    },

    async change(caller, id, request, permanent) {
      requireAny(caller, 'editUsersOrg')
      const account = await accountFor(parts, caller, 'edit', id, true)
      if (request.active === false) refuseEssential(caller, account)
      await write(caller, id, actionOf(request), {
        ...(request.name === undefined ? {} : { name: request.name }),
        ...(request.description === undefined ? {} : { description: request.description }),
        ...(request.externalId === undefined ? {} : { external_id: request.externalId }),
        ...(request.active === undefined ? {} : { active: request.active }),
      })
      if (request.active === false && permanent) await empty(caller, id)
      return view(caller, id)
    },

    async remove(caller, id) {
      requireAny(caller, 'deleteUsersOrg')
      const account = await accountFor(parts, caller, 'delete', id, true)
      refuseEssential(caller, account)
      // First nobody of it can call any more, then it is emptied.
      await write(caller, id, 'account.deactivated', { active: false })
      await empty(caller, id)
    },
  }
}

function eventOf(action: string, id: number): PeopleEvent {
  return { area: 'accounts', action, entityId: id, accountId: id }
}

function actionOf({ active }: AccountChangeRequest): string {
  if (active === undefined) return 'account.changed'
  return active ? 'account.activated' : 'account.deactivated'
}

/** The default account holds the organization's own people; one's own holds oneself. */
function refuseEssential(caller: Caller, account: AccountRow): void {
  const isOwn = account.id === caller.accountId
  if (account.type !== 'Default' && !isOwn) return
  const which = account.type === 'Default' ? 'The default account' : 'Your own account'
  throw new PlatformError('forbidden', `${which} cannot be deactivated or removed`)
}

async function refuseTaken<T>(externalId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new PlatformError(
      'conflict',
      `An account with the externalId '${externalId}' exists already. Choose another, or reactivate the account that has it`,
      { cause: error },
    )
  }
}
