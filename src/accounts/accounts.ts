/**
 * Who may ask: organizations, their accounts and users, the secrets they call with and the sessions they log in
 * with. Secrets are found by keyed hashes and kept sealed, because old clients read them again. Every change tells
 * all nodes on the channel `accounts`.
 */
import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { noticeWith } from '../storage/notices.ts'
import { verifyPassword } from '../vault/passwords.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import {
  deleteSessions,
  findUserByEmail,
  findUserBySecret,
  readAccount,
  readOrganization,
  readUser,
  saveLogin,
  type Db,
  type UserRow,
} from './account-store.ts'
import { authenticatedUser, type AuthenticatedUser } from './authenticated-user.ts'
import type { AuditEntry, AuditTrail } from './audit-trail.ts'
import type { Caller } from './caller.ts'
import { choosePassword } from './choose-password.ts'
import { createLoginLimiter } from './login-limiter.ts'
import { createFounding, type Founding } from './founding.ts'
import { createOwnOrganization, type Organization } from './own-organization.ts'
import { isExpired } from './password-policy.ts'
import { readPasswordPolicy, savePassword } from './password-store.ts'
import { readRoleChanges } from './role-store.ts'
import { isOrganizationAdmin, privilegeKeysOf } from './roles.ts'
import { createSessions, type SessionView } from './sessions.ts'

export interface Secrets {
  readonly userSecret: string
  readonly organizationSecret: string
}

export interface PasswordChange {
  readonly password: string
  /** The present one; when it is told it must be right. */
  readonly currentPassword?: string | undefined
  /** The caller is known by nothing else than the browser he sits at. */
  readonly mustTellCurrent: boolean
  /** Where the request came from, for the limit on guessing. */
  readonly address: string
  readonly sessionToken: string | undefined
}

export interface Accounts extends Founding {
  /** With `organizationSecret` undefined only the user is looked for. */
  findBySecrets(
    userSecret: string,
    organizationSecret: string | undefined,
  ): Promise<Caller | undefined>
  findBySession(token: string): Promise<Caller | undefined>
  /** @throws PlatformError `login_failed` or `rate_limited` */
  login(username: string, password: string, address: string): Promise<AuthenticatedUser>
  /**
   * Sets the caller's own password and ends all sessions but `sessionToken`'s.
   * @throws PlatformError `invalid_request` with the field, `rate_limited` when the present one is guessed
   */
  changePassword(caller: Caller, change: PasswordChange): Promise<AuthenticatedUser>
  /** Who the caller is, as a login answers it, without a token. */
  userOf(caller: Caller): Promise<AuthenticatedUser>
  /** Ends one session of the caller; that it is over already is no error. */
  endSession(caller: Caller, sessionToken: string): Promise<void>
  /** The caller's sessions, the newest first; `sessionToken` is the one he asks with. */
  sessionsOf(caller: Caller, sessionToken: string | undefined): Promise<SessionView[]>
  /** Ends all sessions of the caller but `sessionToken`'s. */
  endOtherSessions(caller: Caller, sessionToken: string | undefined): Promise<void>
  /** The caller's own secret and his organization's. */
  secretsOf(caller: Caller): Promise<Secrets>
  organizationOf(caller: Caller): Promise<Organization>
  /** @throws PlatformError `forbidden` without the privilege modifySecurity */
  renameOrganization(caller: Caller, name: string): Promise<Organization>
  /**
   * Gives the organization a new secret; the old one is refused from then on.
   * @throws PlatformError `forbidden` without the privilege modifySecurity
   */
  resetOrganizationSecret(caller: Caller): Promise<Organization>
  /** Calls `listener` with the organization when this node changed who may ask what in it. */
  whenChanged(listener: (organizationId: number) => void): void
  /** Calls those listeners; other nodes hear it by a notice on the channel `accounts`. */
  tellChanged(organizationId: number): void
}

export interface AccountsOptions {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditTrail
}

type Owner = Pick<UserRow, 'id' | 'email' | 'organization_id'>

export function createAccounts(options: AccountsOptions): Accounts {
  const { database, vault, clock, log, audit } = options
  const { db } = database
  const limiter = createLoginLimiter(clock)
  const listeners: ((organizationId: number) => void)[] = []
  const tellChanged = (organizationId: number) =>
    listeners.forEach((listener) => listener(organizationId))
  const sessions = createSessions({ ...options, changed: tellChanged })
  const ownOrganization = createOwnOrganization({ ...options, changed: tellChanged })

  async function findBySession(token: string): Promise<Caller | undefined> {
    const user = await sessions.find(token)
    return user === undefined ? undefined : callerOf(user, 'session')
  }

  /** Throws `login_failed`, or `rate_limited` before anything is judged. */
  async function judgeLogin(username: string, password: string, address: string) {
    let user: Awaited<ReturnType<typeof findUserByEmail>>
    const isRight = await limiter.judge(username, address, async () => {
      user = await findUserByEmail(db, username)
      return verifyPassword(password, user?.password_hash ?? null)
    })
    if (!isRight || user === undefined) {
      log.info({ address }, 'a login failed')
      if (user !== undefined) await audit.record(db, signIn('login.failed', user, 401))
      throw new PlatformError('login_failed', 'Wrong email or password')
    }
    return user
  }

  async function login(username: string, password: string, address: string) {
    const user = await judgeLogin(username, password, address)
    const policy = await readPasswordPolicy(db, user.organization_id)
    if (isExpired(policy, user.password_set_at, clock.now())) {
      await audit.record(db, signIn('login.failed', user, 401))
      throw new PlatformError(
        'login_failed',
        'The password has expired. Ask an administrator of your organization to set a new one',
      )
    }
    const token = await database.transaction(async (trx) => {
      const begun = await sessions.begin(trx, user)
      await saveLogin(trx, user.organization_id, user.id, new Date(clock.now()))
      await audit.record(trx, signIn('login', user, 200))
      return begun
    })
    log.info({ userId: user.id, organizationId: user.organization_id, address }, 'a user logged in')
    return describe(db, callerOf(user, 'session'), token)
  }

  async function judgeCurrent(user: Owner, change: PasswordChange): Promise<void> {
    const { currentPassword, mustTellCurrent, address } = change
    if (currentPassword === undefined) {
      if (mustTellCurrent) refuseCurrent('is needed to change it from a browser')
      return
    }
    const isRight = await limiter.judge(user.email, address, async () => {
      const known = await findUserByEmail(db, user.email)
      return verifyPassword(currentPassword, known?.password_hash ?? null)
    })
    if (isRight) return
    log.info({ userId: user.id, address }, 'a change of the password was refused')
    await audit.record(db, passwordChanged(user, 400))
    refuseCurrent('is not the one you have now')
  }

  async function changePassword(caller: Caller, change: PasswordChange) {
    const { organizationId, userId } = caller
    const { password, sessionToken } = change
    const user = found(await readUser(db, organizationId, userId))
    await judgeCurrent(user, change)
    const passwordHash = await choosePassword(database, organizationId, userId, password, {
      firstName: user.first_name,
      lastName: user.last_name,
      username: user.email,
    })
    const kept = sessionToken === undefined ? undefined : sessions.hashOf(sessionToken)
    await database.transaction(async (trx) => {
      await savePassword(trx, organizationId, userId, passwordHash)
      await deleteSessions(trx, organizationId, userId, kept)
      await audit.record(trx, passwordChanged(user, 200))
      await noticeWith(trx, 'accounts', String(organizationId))
    })
    tellChanged(organizationId)
    log.info({ userId, organizationId }, 'a user changed the password')
    return describe(db, caller, undefined)
  }

  /** Who calls with secrets has shown that he knows them; a person who logged in has not. */
  async function reportSecrets({ organizationId, userId, via }: Caller): Promise<void> {
    if (via !== 'session') return
    await audit.record(db, {
      organizationId,
      area: 'authentication',
      action: 'secrets.read',
      entityId: userId,
    })
  }

  /** An answer with the organization's secret in it. */
  async function shown(caller: Caller, answer: Promise<Organization>): Promise<Organization> {
    const organization = await answer
    await reportSecrets(caller)
    return organization
  }

  return {
    ...createFounding(options),
    async findBySecrets(userSecret, organizationSecret) {
      const userHash = vault.lookupHash('user', userSecret)
      const organizationHash =
        organizationSecret === undefined
          ? undefined
          : vault.lookupHash('organization', organizationSecret)
      const user = await database.repeatOnConnectionLoss(() =>
        findUserBySecret(db, userHash, organizationHash),
      )
      return user === undefined ? undefined : callerOf(user, 'secrets')
    },
    findBySession,
    login,
    changePassword,
    async secretsOf(caller) {
      const user = found(await readUser(db, caller.organizationId, caller.userId))
      const context = sealContext('users', caller.organizationId, user.id)
      const { secret } = await ownOrganization.read(caller)
      await reportSecrets(caller)
      return { userSecret: vault.open(user.secret_sealed, context), organizationSecret: secret }
    },
    userOf: (caller) => describe(db, caller, undefined),
    endSession: (caller, token) => sessions.end(caller, token),
    sessionsOf: (caller, token) => sessions.list(caller, token),
    endOtherSessions: (caller, token) => sessions.endOthers(caller, token),
    organizationOf: (caller) => shown(caller, ownOrganization.read(caller)),
    renameOrganization: (caller, name) => shown(caller, ownOrganization.rename(caller, name)),
    resetOrganizationSecret: (caller) => shown(caller, ownOrganization.resetSecret(caller)),
    whenChanged: (listener) => void listeners.push(listener),
    tellChanged,
  }
}

function signIn(action: 'login' | 'login.failed', user: UserRow, status: number): AuditEntry {
  return {
    organizationId: user.organization_id,
    accountId: user.account_id,
    userId: user.id,
    area: 'authentication',
    action,
    entityId: user.id,
    status,
  }
}

function passwordChanged({ organization_id, id }: Owner, status: number): AuditEntry {
  return {
    organizationId: organization_id,
    area: 'authentication',
    action: 'password.changed',
    entityId: id,
    status,
  }
}

function refuseCurrent(why: string): never {
  throw new PlatformError('invalid_request', `The current password ${why}`, {
    details: [{ path: '/currentPassword', message: why }],
  })
}

function callerOf(user: UserRow, via: Caller['via']): Caller {
  return Object.freeze({
    organizationId: user.organization_id,
    accountId: user.account_id,
    userId: user.id,
    roles: Object.freeze([...user.roles]),
    isOrganizationAdmin: isOrganizationAdmin(user.roles),
    privileges: privilegeKeysOf(user.roles, user.role_changes ?? {}),
    via,
  })
}

async function describe(
  db: Db,
  { organizationId, accountId, userId }: Caller,
  token: string | undefined,
): Promise<AuthenticatedUser> {
  const user = found(await readUser(db, organizationId, userId))
  const account = found(await readAccount(db, organizationId, accountId))
  const organization = found(await readOrganization(db, organizationId))
  const changes = await readRoleChanges(db, organizationId)
  return authenticatedUser({ user, account, organization, changes, token })
}

/** A caller whose row is gone was deleted a moment ago: his credentials no longer count. */
function found<T>(row: T | undefined): T {
  if (row === undefined) throw new PlatformError('unauthorized', 'This user no longer exists')
  return row
}
