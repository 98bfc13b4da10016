import type { Database } from '../storage/database.ts'
import { hashPassword, verifyPassword } from '../vault/passwords.ts'
import { checkPassword, refusePassword, type PasswordOwner } from './password-policy.ts'
import { lastPasswords, readPasswordPolicy } from './password-store.ts'

/**
 * The hash of a password that the organization's policy allows.
 * @param userId undefined for somebody new, who had none before
 * @throws PlatformError `invalid_request` with the rules that are broken
 */
export async function choosePassword(
  { db }: Pick<Database, 'db'>,
  organizationId: number,
  userId: number | undefined,
  password: string,
  owner: PasswordOwner,
): Promise<string> {
  const policy = await readPasswordPolicy(db, organizationId)
  checkPassword(password, owner, policy)
  const count = policy.previousPasswordCount
  const had = userId === undefined ? [] : await lastPasswords(db, organizationId, userId, count)
  for (const hash of had) {
    if (await verifyPassword(password, hash)) {
      refusePassword([`must not be one of the last ${count}`])
    }
  }
  return hashPassword(password)
}
