/** Creates a cluster once, so that a crash in the middle leaves either all of it or nothing that counts. */
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { PostgresPlace } from './postgres-place.ts'
import { spawnAs, type PostgresUser } from './postgres-user.ts'

/** The only role; it owns everything. */
export const clusterOwner = 'hubwright'

export interface ClusterOptions {
  place: PostgresPlace
  user: PostgresUser
  /** Tests leave the final sync out. */
  sync: boolean
  /** A file with the owner's password, where the server listens on loopback. */
  passwordFile?: string
}

/** Makes sure that the cluster exists and is of the version of the programs. True when it was created now. */
export async function ensureCluster(options: ClusterOptions): Promise<boolean> {
  const { cluster, binaries } = options.place
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    const version = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10)
    if (version !== binaries.major) {
      throw new Error(
        `The private database in ${cluster} was made by PostgreSQL ${version}, this program brings ${binaries.major}: start the older version of Hubwright to export it, or use another HUBWRIGHT_DATA_DIR`,
      )
    }
    return false
  }
  await createCluster(options)
  return true
}

async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, binaries } = options.place
  const parent = dirname(cluster)
  const prefix = `${basename(cluster)}.new-`
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const unfinished = join(parent, `${prefix}${process.pid}`)
  mkdirSync(unfinished, { mode: 0o700 })
  if (options.user.kind === 'drop') chownSync(unfinished, options.user.uid, options.user.gid)
  await runToEnd(options.user, binaries.initdb, [
    '-D',
    unfinished,
    '-U',
    clusterOwner,
    '--encoding=UTF8',
    '--no-instructions',
    // A new file of the log is filled with zeros while every commit waits: the usual 16 MB take up to a tenth of a second.
    '--wal-segsize=4',
    // Sorts by code point on every machine, whatever its locales; case mapping knows Unicode.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // The socket's folder is closed to others; loopback is not, so it asks for the password.
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    ...(options.passwordFile === undefined ? [] : [`--pwfile=${options.passwordFile}`]),
    ...(options.sync ? [] : ['--no-sync']),
  ])
  renameSync(unfinished, cluster)
  if (options.sync) syncFolder(parent)
}

/** Makes the rename itself survive a power cut. Windows cannot open folders and journals renames. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Runs a program of PostgreSQL; throws with what it said when it fails. */
export async function runToEnd(
  user: PostgresUser,
  program: string,
  args: readonly string[],
): Promise<void> {
  const child = spawnAs(user, program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) {
    throw new Error(
      `${basename(program)} failed (${code ?? 'killed'}): ${said.trim() || 'no message'}`,
    )
  }
}
