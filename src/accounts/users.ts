/** An organization's users: found, created, changed, deactivated, removed. Their roles are in user-roles.ts. */
import { PlatformError } from '../core/errors.ts'
import { newSecret } from '../core/ids.ts'
import { isUniqueViolation } from '../storage/database-errors.ts'
import { verifyPassword } from '../vault/passwords.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { defaultAccountId, deleteSessions, type FullUserRow } from './account-store.ts'
import type { Caller } from './caller.ts'
import { choosePassword } from './choose-password.ts'
import { createLoginLimiter } from './login-limiter.ts'
import { addUser } from './new-user.ts'
import { savePassword } from './password-store.ts'
import {
  accountFor,
  changePeople,
  idOrEmail,
  noUser,
  reachOf,
  refuseHigherRank,
  refuseOneself,
  userFor,
  type PeopleEvent,
  type PeopleParts,
} from './people.ts'
import { contactKeys, userView, type Contact, type UserView } from './person-view.ts'
import { readRoleChanges } from './role-store.ts'
import { isPrivileged, type RoleKey } from './roles.ts'
import { refuseMoreThanOwn, roleNamed } from './user-roles.ts'
import { deleteUser, findUser, listUsers, updateUser } from './user-store.ts'

export interface NewPerson extends Contact {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly password: string
  readonly externalId?: string | undefined
  readonly roles?: readonly { readonly key: string }[] | undefined
}

export interface PersonChange extends Contact {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly email?: string | undefined
  readonly password?: string | undefined
  readonly externalId?: string | null | undefined
  readonly active?: boolean | undefined
}

/** Where a route looks for a user: an account it names, the default account, or everywhere the caller reaches. */
export type Place = number | 'default' | undefined

export interface RevealRequest {
  /** The user's own password; a right one shows his secret. */
  readonly password: string
  /** Where the request came from, for the limit on guessing. */
  readonly address: string
}

export interface Users {
  /** @throws PlatformError `nothing_found` when there is nobody */
  list(caller: Caller, place: Place, includeInactive: boolean): Promise<UserView[]>
  get(
    caller: Caller,
    place: Place,
    who: string,
    options: { includeInactive: boolean; reveal?: RevealRequest | undefined },
  ): Promise<UserView>
  /** The answer holds the new user's secret. */
  create(caller: Caller, place: Place, person: NewPerson): Promise<UserView>
  /** With `permanent` somebody who is deactivated loses his connections. */
  change(
    caller: Caller,
    place: Place,
    who: string,
    change: PersonChange,
    permanent: boolean,
  ): Promise<UserView>
  /** Deactivates; with `permanent` the user and his connections are gone. */
  remove(caller: Caller, place: Place, who: string, permanent: boolean): Promise<void>
}

export function createUsers(parts: PeopleParts): Users {
  const { database, vault } = parts
  const { db } = database
  const limiter = createLoginLimiter(parts.clock)

  async function accountOf(caller: Caller, place: Place): Promise<number | undefined> {
    if (place !== 'default') return place
    return defaultAccountId(db, caller.organizationId)
  }

  async function reveal(user: FullUserRow, { password, address }: RevealRequest): Promise<string> {
    const isRight = () => verifyPassword(password, user.password_hash)
    if (!(await limiter.judge(user.email, address, isRight))) {
      await reportReveal(user, 401)
      throw new PlatformError(
        'login_failed',
        'The password in the header elements-user-password is not the one of this user',
      )
    }
    await reportReveal(user, 200)
    return vault.open(user.secret_sealed, sealContext('users', user.organization_id, user.id))
  }

  function reportReveal(user: FullUserRow, status: number): Promise<void> {
    const { organization_id: organizationId } = user
    const event = { ...eventOf('user.secret.read', user), organizationId, status }
    return parts.audit.record(db, { ...event, area: 'authentication' })
  }

  async function view(organizationId: number, id: number, secret?: string): Promise<UserView> {
    const user = await findUser(db, organizationId, id)
    if (user === undefined) throw noUser(id)
    return userView(user, await readRoleChanges(db, organizationId), secret)
  }

  /** Everybody may look at himself. */
  async function viewed(caller: Caller, place: Place, who: string): Promise<FullUserRow> {
    const own = await findUser(db, caller.organizationId, caller.userId)
    const name = idOrEmail(who)
    const isOwn = name === own?.id || String(name).toLowerCase() === own?.email.toLowerCase()
    if (own !== undefined && isOwn && place === undefined) return own
    return userFor(parts, caller, 'view', who, await accountOf(caller, place))
  }

  async function deactivate(caller: Caller, user: FullUserRow, permanent: boolean): Promise<void> {
    const { organizationId } = caller
    await changePeople(parts, organizationId, eventOf('user.deactivated', user), async (trx) => {
      await updateUser(trx, organizationId, user.id, { active: false })
      await deleteSessions(trx, organizationId, user.id, undefined)
    })
    if (permanent) await parts.instances.removeAllOf(organizationId, { userId: user.id })
  }

  return {
    async list(caller, place, includeInactive) {
      const { organizationId } = caller
      const accountId = await accountOf(caller, place)
      if (accountId !== undefined) await accountFor(parts, caller, 'view', accountId, true)
      const users = await listUsers(db, organizationId, {
        accountId: accountId ?? reachOf(caller, 'view'),
        includeInactive,
      })
      if (users.length === 0) throw new PlatformError('nothing_found', 'No users found')
      const changes = await readRoleChanges(db, organizationId)
      return users.map((user) => userView(user, changes))
    },

    async get(caller, place, who, options) {
      const user = await viewed(caller, place, who)
      if (!user.active && !options.includeInactive) throw noUser(who)
      const changes = await readRoleChanges(db, caller.organizationId)
      const secret = options.reveal === undefined ? undefined : await reveal(user, options.reveal)
      return userView(user, changes, secret)
    },

    async create(caller, place, person) {
      const { organizationId } = caller
      const asked = (await accountOf(caller, place)) ?? caller.accountId
      const account = await accountFor(parts, caller, 'add', asked, false)
      const roles = await rolesForNew(parts, caller, person, account.type === 'Default')
      const { firstName, lastName, email, externalId = null } = person
      const owner = { firstName, lastName, username: email }
      const passwordHash = await choosePassword(
        database,
        organizationId,
        undefined,
        person.password,
        owner,
      )
      const secret = newSecret()
      const created = (made: number) =>
        eventOf('user.created', { id: made, account_id: account.id })
      const id = await refuseTaken(email, () =>
        changePeople(parts, organizationId, created, (trx) =>
          addUser(trx, vault, organizationId, {
            accountId: account.id,
            email,
            firstName,
            lastName,
            passwordHash,
            secret,
            roles,
            externalId,
            contact: contactIn(person),
          }),
        ),
      )
      return view(organizationId, id, secret)
    },

    async change(caller, place, who, change, permanent) {
      const { organizationId } = caller
      const user = await userFor(parts, caller, 'edit', who, await accountOf(caller, place))
      refuseHigherRank(caller, user)
      if (change.active === false) refuseOneself(caller, user, 'deactivate')
      const passwordHash =
        change.password === undefined
          ? undefined
          : await choosePassword(database, organizationId, user.id, change.password, {
              firstName: change.firstName ?? user.first_name,
              lastName: change.lastName ?? user.last_name,
              username: change.email ?? user.email,
            })
      const action = change.active === true ? 'user.activated' : 'user.changed'
      await refuseTaken(change.email ?? user.email, () =>
        changePeople(parts, organizationId, eventOf(action, user), async (trx) => {
          await updateUser(trx, organizationId, user.id, columnsOf(user, change))
          if (passwordHash !== undefined) {
            await savePassword(trx, organizationId, user.id, passwordHash)
            await deleteSessions(trx, organizationId, user.id, undefined)
          }
        }),
      )
      if (change.active === false) await deactivate(caller, user, permanent)
      return view(organizationId, user.id)
    },

    async remove(caller, place, who, permanent) {
      const { organizationId } = caller
      const user = await userFor(parts, caller, 'delete', who, await accountOf(caller, place))
      refuseHigherRank(caller, user)
      refuseOneself(caller, user, 'remove')
      // First nobody can call for him any more, then his connections end, then he is gone.
      await deactivate(caller, user, permanent)
      if (permanent) {
        await changePeople(parts, organizationId, eventOf('user.removed', user), (trx) =>
          deleteUser(trx, organizationId, user.id),
        )
      }
    },
  }
}

function eventOf(action: string, user: Pick<FullUserRow, 'id' | 'account_id'>): PeopleEvent {
  return { area: 'users', action, entityId: user.id, accountId: user.account_id }
}

async function rolesForNew(
  { database }: PeopleParts,
  caller: Caller,
  { roles }: NewPerson,
  isDefaultAccount: boolean,
): Promise<RoleKey[]> {
  if (roles === undefined || roles.length === 0) return [isDefaultAccount ? 'org' : 'default-user']
  const changes = await readRoleChanges(database.db, caller.organizationId)
  return [...new Set(roles.map(({ key }) => key))].map((key) => {
    const role = roleNamed(key, '/roles')
    if (isPrivileged(role)) {
      throw new PlatformError(
        'forbidden',
        `A new user cannot have the role '${role}'; grant it with PUT /users/{id}/roles/${role}`,
      )
    }
    refuseMoreThanOwn(caller, role, changes)
    return role
  })
}

function columnsOf(user: FullUserRow, change: PersonChange) {
  return {
    ...(change.firstName === undefined ? {} : { first_name: change.firstName }),
    ...(change.lastName === undefined ? {} : { last_name: change.lastName }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.externalId === undefined ? {} : { external_id: change.externalId }),
    ...(change.active === true ? { active: true } : {}),
    contact: { ...user.contact, ...contactIn(change) },
  }
}

function contactIn(given: Contact): Record<string, string> {
  const known = contactKeys.map((key) => [key, given[key]] as const)
  return Object.fromEntries(
    known.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined),
  )
}

async function refuseTaken<T>(email: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new PlatformError(
      'conflict',
      `A user with the email ${email} exists already. Choose another email, or reactivate the user who has it`,
      { cause: error },
    )
  }
}
