/** The data folder, the database and the master keys, as commands open them. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { endDeadLeases } from '../jobs/dead-leases-store.ts'
import type { DatabaseConnection } from '../storage/connection.ts'
import { openDataDir, type DataDir } from '../storage/data-dir.ts'
import { migrate } from '../storage/migrate.ts'
import { loopbackPassword } from '../storage/postgres-loopback.ts'
import { readPostmasterFile } from '../storage/postmaster-file.ts'
import { clusterOwner } from '../storage/postgres-cluster.ts'
import { startPrivatePostgres, type PrivatePostgres } from '../storage/private-postgres.ts'
import { readOrCreateMasterKeyFile } from '../vault/master-keys.ts'

export interface OpenStorage {
  readonly connection: DatabaseConnection
  readonly masterKeys: readonly Buffer[]
  /** Called once when the private database keeps dying; the program should end then. */
  onFailure(listener: (error: Error) => void): void
  /** Stops what was started and gives the folder back. */
  close(): Promise<void>
}

/**
 * Takes the data folder for this process, starts the private database where none is named, and migrates.
 * @param onTaken called as soon as the folder is ours, for what may start beside the database
 */
export async function openStorage(
  config: Config,
  log: Log,
  onTaken: () => void = () => undefined,
): Promise<OpenStorage> {
  const dataDir = openDataDir(config.dataDir)
  try {
    onTaken()
    return await openWith(dataDir, config, log)
  } catch (error) {
    dataDir.release()
    throw error
  }
}

async function openWith(dataDir: DataDir, config: Config, log: Log): Promise<OpenStorage> {
  const masterKeys = config.masterKeys ?? (await readOrCreateMasterKeyFile(dataDir.path))
  const postgres =
    config.databaseUrl === undefined
      ? await startPrivatePostgres({ dataDir: dataDir.path, log })
      : undefined
  const connection = config.databaseUrl ?? (postgres as PrivatePostgres).connection
  try {
    await migrateOrSay(connection, log)
    // The data folder is ours alone, and so is its database: whoever leased something there was killed.
    if (postgres !== undefined) await endDeadLeases(connection, log)
  } catch (error) {
    await postgres?.stop()
    throw error
  }
  return {
    connection,
    masterKeys,
    onFailure: (listener) => postgres?.onFailure(listener),
    async close() {
      await postgres?.stop()
      dataDir.release()
    },
  }
}

/**
 * The same for a command that may run beside a server: the database of a running private server is used as it
 * is; where none runs, everything is opened and closed again.
 */
export async function joinStorage(config: Config, log: Log): Promise<OpenStorage> {
  const running = config.databaseUrl ?? connectionToRunning(config.dataDir)
  if (running === undefined) return openStorage(config, log)
  const masterKeys = config.masterKeys ?? (await readOrCreateMasterKeyFile(config.dataDir))
  await migrateOrSay(running, log)
  return { connection: running, masterKeys, onFailure() {}, close: async () => undefined }
}

function connectionToRunning(dataDir: string): DatabaseConnection | undefined {
  const server = readPostmasterFile(join(dataDir, 'postgres'))
  if (server?.status !== 'ready') return undefined
  const common = { port: server.port, user: clusterOwner, database: clusterOwner }
  if (server.socketFolder !== '') return { ...common, host: server.socketFolder }
  return { ...common, host: '127.0.0.1', password: loopbackPassword(dataDir).value }
}

async function migrateOrSay(connection: DatabaseConnection, log: Log): Promise<void> {
  try {
    await migrate(connection, { log })
  } catch (error) {
    const { code, message } = toError(error) as NodeJS.ErrnoException
    // An errno of the socket, or SQLSTATEs about who connects and to what.
    if (/^(?:E[A-Z]+|08\w{3}|28\w{3}|3D000|57P03)$/.test(code ?? '')) {
      throw new Error(
        `The database cannot be used (${message}): check DATABASE_URL and that its server runs`,
        { cause: error },
      )
    }
    throw error
  }
}
