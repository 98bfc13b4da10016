import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { insertUser, nextUserId, type NewUserRow, type Trx } from './account-store.ts'

/** Stores a user whose secret is known in plain text; answers his id. */
export async function addUser(
  trx: Trx,
  vault: Vault,
  organizationId: number,
  { secret, ...user }: Omit<NewUserRow, 'id' | 'secretHash' | 'secretSealed'> & { secret: string },
): Promise<number> {
  const id = await nextUserId(trx)
  await insertUser(trx, organizationId, {
    ...user,
    id,
    secretHash: vault.lookupHash('user', secret),
    secretSealed: vault.seal(secret, sealContext('users', organizationId, id)),
  })
  return id
}
