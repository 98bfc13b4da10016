/** The commands beside the server itself: each opens the storage, does one thing, and closes it again. */
import { parseArgs } from 'node:util'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccounts } from '../accounts/accounts.ts'
import { createAudit } from '../audit/audit.ts'
import { readConfig, type Config } from '../config.ts'
import { systemClock } from '../core/clock.ts'
import { silentLog } from '../core/log.ts'
import { openDatabase, type Database } from '../storage/database.ts'
import { openLookupKey } from '../vault/installation-store.ts'
import { generateMasterKey } from '../vault/master-keys.ts'
import { resealAll } from '../vault/rotation-store.ts'
import { openVault } from '../vault/vault.ts'
import { joinStorage, openStorage, type OpenStorage } from './storage.ts'

/** `hubwright organization create --name … --email …`: a further organization with an administrator. */
export async function createOrganization(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...args],
    options: { name: { type: 'string' }, email: { type: 'string' } },
  })
  const { name = '', email = '' } = values
  if (name.trim() === '' || !/^[^\s@,]+@[^\s@,]+$/.test(email)) {
    throw new Error(
      'Name the organization and its administrator: hubwright organization create --name "Second shop" --email admin@example.com',
    )
  }
  const config = readConfig(undefined, { command: 'serve' })
  return withStorage(await joinStorage(config, silentLog), async (storage, database) => {
    const { masterKeys } = storage
    const vault = openVault({ masterKeys, lookupKey: await openLookupKey(database, masterKeys) })
    const accounts = createAccounts({
      database,
      vault,
      clock: systemClock,
      log: silentLog,
      audit: createAudit({ database, clock: systemClock, log: silentLog }),
    })
    const founded = await accounts.createOrganization({ name: name.trim(), email })
    return `Created the organization "${name.trim()}" (id ${founded.organizationId}). Keep these, they are printed this once; the console shows the first two again:

  User secret          ${founded.userSecret}
  Organization secret  ${founded.organizationSecret}
  Admin email          ${founded.email}
  Admin password       ${founded.password}
`
  })
}

/**
 * `hubwright rotate-keys`: puts every stored secret under the first master key. With keys of the environment the
 * new one must be first in the list already; a key file gets a new key here, which needs the server stopped.
 */
export async function rotateKeys(): Promise<string> {
  const config = readConfig(undefined, { command: 'serve' })
  if (config.masterKeys !== undefined) {
    return withStorage(await joinStorage(config, silentLog), ({ masterKeys }, database) =>
      reseal(database, masterKeys),
    )
  }
  return withStorage(await openStorage(config, silentLog), async ({ masterKeys }, database) => {
    const newKey = generateMasterKey()
    // Both keys are on disk before the first value is rewritten: a crash in between loses nothing.
    await writeKeyFile(config, [newKey, ...masterKeys])
    const report = await reseal(database, [newKey, ...masterKeys])
    await writeKeyFile(config, [newKey])
    return report
  })
}

async function reseal(database: Database, masterKeys: readonly Buffer[]): Promise<string> {
  const { rewritten, failed } = await resealAll(database, masterKeys)
  if (failed.length > 0) {
    throw new Error(
      `${rewritten} secrets were put under the first key, but ${failed.length} open with no key in the list: keep all keys, and add the one that is missing`,
    )
  }
  return `${rewritten} secrets were put under the first key; the others in the list may go.\n`
}

/** The same form as the environment's. Replaced whole, never half written. */
async function writeKeyFile(config: Config, keys: readonly Buffer[]): Promise<void> {
  const path = join(config.dataDir, 'master-key')
  const draft = `${path}.${process.pid}`
  const text = keys.map((key) => key.toString('base64')).join(',')
  await writeFile(draft, `${text}\n`, { mode: 0o600, flush: true })
  await rename(draft, path)
}

async function withStorage<T>(
  storage: OpenStorage,
  work: (storage: OpenStorage, database: Database) => Promise<T>,
): Promise<T> {
  try {
    const database = await openDatabase(storage.connection, { log: silentLog, max: 2 })
    try {
      return await work(storage, database)
    } finally {
      await database.close()
    }
  } finally {
    await storage.close()
  }
}
