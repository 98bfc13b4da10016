/** How organizations and users come to be: the first one at the first start, further ones by command. */
import { randomBytes } from 'node:crypto'
import { PlatformError } from '../core/errors.ts'
import { newOrganizationSecret, newSecret } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { isUniqueViolation } from '../storage/database-errors.ts'
import { hashPassword } from '../vault/passwords.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import {
  defaultAccountId,
  insertAccount,
  insertOrganization,
  hasAnyOrganization,
  lockOrganizations,
  nextOrganizationId,
  type Trx,
} from './account-store.ts'
import { addUser } from './new-user.ts'
import type { RoleKey } from './roles.ts'

/** What is undefined is generated. */
export interface FirstCredentials {
  readonly userSecret?: string | undefined
  readonly organizationSecret?: string | undefined
  readonly adminEmail?: string | undefined
  readonly adminPassword?: string | undefined
}

export interface NewOrganizationRequest extends FirstCredentials {
  readonly name: string
  readonly email: string
}

/** Shown once; the password is stored as a hash only. */
export interface FoundedOrganization {
  readonly organizationId: number
  readonly accountId: number
  readonly userId: number
  readonly email: string
  readonly password: string
  readonly userSecret: string
  readonly organizationSecret: string
}

export interface NewUserRequest {
  /** The default account when undefined. */
  readonly accountId?: number
  readonly email: string
  readonly password?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly roles?: readonly RoleKey[]
}

export interface Founding {
  /** Creates the first organization unless there is one; undefined then. Safe when many nodes start at once. */
  ensureFirstOrganization(first: FirstCredentials): Promise<FoundedOrganization | undefined>
  /** @throws PlatformError `conflict` when the email or a secret is taken */
  createOrganization(request: NewOrganizationRequest): Promise<FoundedOrganization>
  /** @throws PlatformError `conflict` when the email is taken */
  createUser(
    organizationId: number,
    request: NewUserRequest,
  ): Promise<{ userId: number; secret: string }>
}

interface FoundingOptions {
  readonly database: Database
  readonly vault: Vault
  readonly log: Log
}

export function createFounding({ database, vault, log }: FoundingOptions): Founding {
  async function found(
    trx: Trx,
    request: NewOrganizationRequest & { password: string; passwordHash: string },
  ): Promise<FoundedOrganization> {
    const organizationSecret = request.organizationSecret ?? newOrganizationSecret()
    const organizationId = await nextOrganizationId(trx)
    await insertOrganization(trx, {
      id: organizationId,
      name: request.name,
      secretHash: vault.lookupHash('organization', organizationSecret),
      secretSealed: vault.seal(
        organizationSecret,
        sealContext('organizations', organizationId, organizationId),
      ),
    })
    const accountId = await insertAccount(trx, organizationId, {
      externalId: 'default',
      name: request.name,
      type: 'Default',
    })
    const userSecret = request.userSecret ?? newSecret()
    const userId = await addUser(trx, vault, organizationId, {
      accountId,
      email: request.email,
      firstName: 'Admin',
      lastName: '',
      passwordHash: request.passwordHash,
      secret: userSecret,
      roles: ['org-admin'],
    })
    const { email, password } = request
    return { organizationId, accountId, userId, email, password, userSecret, organizationSecret }
  }

  return {
    async ensureFirstOrganization(first) {
      if (await hasAnyOrganization(database.db)) return undefined
      const password = first.adminPassword ?? newPassword()
      // It takes a tenth of a second, so not under the lock.
      const passwordHash = await hashPassword(password)
      const founded = await database.transaction(async (trx) => {
        await lockOrganizations(trx)
        if (await hasAnyOrganization(trx)) return undefined
        const email = first.adminEmail ?? 'admin@hubwright.local'
        return found(trx, { ...first, name: 'My organization', email, password, passwordHash })
      })
      if (founded !== undefined) {
        log.info({ organizationId: founded.organizationId }, 'created the first organization')
      }
      return founded
    },
    async createOrganization(request) {
      const password = request.adminPassword ?? newPassword()
      const passwordHash = await hashPassword(password)
      return refuseDuplicate(
        database.transaction((trx) => found(trx, { ...request, password, passwordHash })),
      )
    },
    async createUser(organizationId, request) {
      const passwordHash =
        request.password === undefined ? null : await hashPassword(request.password)
      const secret = newSecret()
      const userId = await refuseDuplicate(
        database.transaction(async (trx) => {
          const accountId = request.accountId ?? (await defaultAccountId(trx, organizationId))
          if (accountId === undefined) {
            throw new PlatformError('not_found', `No organization found with ID ${organizationId}`)
          }
          return addUser(trx, vault, organizationId, {
            accountId,
            email: request.email,
            firstName: request.firstName ?? '',
            lastName: request.lastName ?? '',
            passwordHash,
            secret,
            roles: request.roles ?? ['org'],
          })
        }),
      )
      return { userId, secret }
    },
  }
}

/** Letters, digits and a sign, as the password rules want it; 128 random bits. */
function newPassword(): string {
  return `Hw-${randomBytes(16).toString('base64url')}7a`
}

async function refuseDuplicate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new PlatformError(
        'conflict',
        'A user with this email, or this secret, exists already',
        {
          cause: error,
        },
      )
    }
    throw error
  }
}
