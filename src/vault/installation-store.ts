/**
 * The one row that makes a database ours: its lookup key, sealed by the master key. Being sealed and not derived,
 * it outlives every rotation of the master key, and opening it proves at start that the right master key is there.
 */
import { randomBytes } from 'node:crypto'
import type { Database } from '../storage/database.ts'
import type { SealContext } from './seal.ts'
import { createSealer, SealError } from './sealer.ts'

export const installationPlace: SealContext = {
  organizationId: 0,
  table: 'installation',
  row: 'true',
  field: 'lookup_key_sealed',
}

/**
 * The lookup key of the database, made on the first start. Nodes that start at once end with the same key.
 * @param masterKeys the first seals, all open
 * @throws Error with one sentence when the master keys are not those of this database
 */
export async function openLookupKey(
  database: Database,
  masterKeys: readonly Buffer[],
): Promise<Buffer> {
  const sealer = createSealer(masterKeys)
  const stored = await readSealedKey(database)
  const sealed =
    stored ??
    (await createSealedKey(
      database,
      sealer.seal(randomBytes(32).toString('base64'), installationPlace),
    ))
  try {
    return Buffer.from(sealer.open(sealed, installationPlace), 'base64')
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause
    throw new Error(
      cause.reason === 'unknown_key'
        ? 'The database was written with another master key; set HUBWRIGHT_MASTER_KEY (or put back the file master-key of its data dir) to the key it was first started with'
        : 'The lookup key in the table installation is damaged; restore the database from a copy',
      { cause },
    )
  }
}

async function readSealedKey(database: Database): Promise<Buffer | undefined> {
  const row = await database.db
    .selectFrom('installation')
    .select('lookup_key_sealed')
    .executeTakeFirst()
  return row?.lookup_key_sealed
}

async function createSealedKey(database: Database, sealed: Buffer): Promise<Buffer> {
  await database.db
    .insertInto('installation')
    .values({ lookup_key_sealed: sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await readSealedKey(database)
  if (row === undefined)
    throw new Error('The row of the table installation vanished while starting')
  return row
}
