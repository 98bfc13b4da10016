/** The data folder, the database and the master keys, as commands open them. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Log } from '../core/log.ts'
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

/** Takes the data folder for this process, starts the private database where none is named, and migrates. */
export async function openStorage(config: Config, log: Log): Promise<OpenStorage> {
  const dataDir = openDataDir(config.dataDir)
  try {
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
    await migrate(connection, { log })
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
  await migrate(running, { log })
  return { connection: running, masterKeys, onFailure() {}, close: async () => undefined }
}

function connectionToRunning(dataDir: string): DatabaseConnection | undefined {
  const server = readPostmasterFile(join(dataDir, 'postgres'))
  if (server?.status !== 'ready') return undefined
  const common = { port: server.port, user: clusterOwner, database: clusterOwner }
  if (server.socketFolder !== '') return { ...common, host: server.socketFolder }
  return { ...common, host: '127.0.0.1', password: loopbackPassword(dataDir).value }
}
