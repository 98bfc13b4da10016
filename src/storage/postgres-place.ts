/** Where the private PostgreSQL keeps its files: inside the data folder, unless its user cannot get there. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresUser } from './postgres-user.ts'

export interface PostgresPlace {
  /** The cluster's own folder (`PGDATA`), without symbolic links; may not exist yet. */
  cluster: string
  /** The folder of the Unix socket; undefined where the platform has none and loopback is used. */
  socketFolder: string | undefined
  binaries: PostgresBinaries
}

/** Longest path of a socket file that every platform takes (104 to 108 bytes with its end mark). */
const longestSocketPath = 100
const socketFile = '.s.PGSQL.5432'

/** For clusters and programs that an unprivileged user must reach from a data folder closed to it. */
const defaultOpenRoot = '/var/lib/hubwright'

/** Prepares the folders around the cluster for that user and says where everything is. */
export function preparePlace(
  dataDir: string,
  user: PostgresUser,
  binaries: PostgresBinaries,
  openRoot = defaultOpenRoot,
): PostgresPlace {
  if (user.kind === 'drop') return prepareReachablePlace(dataDir, user, binaries, openRoot)
  return {
    cluster: realPathOf(join(dataDir, 'postgres')),
    socketFolder: prepareSocketFolder(dataDir),
    binaries,
  }
}

function prepareReachablePlace(
  dataDir: string,
  user: { uid: number; gid: number },
  binaries: PostgresBinaries,
  openRoot: string,
): PostgresPlace {
  const link = join(dataDir, 'postgres')
  const present = lstatSync(link, { throwIfNoEntry: false })
  if (canBeEntered(dirname(dataDir))) {
    // Others may pass through, but not look around; secrets in it are files of mode 600.
    chmodSync(dataDir, 0o711)
  } else if (present === undefined) {
    linkToOpenRoot(link, dataDir, openRoot)
  } else if (!present.isSymbolicLink()) {
    throw new Error(
      `The private PostgreSQL cannot run as root here, and user ${user.uid} cannot enter ${dataDir}: move that folder below one that is open to all, such as /var/lib, and point HUBWRIGHT_DATA_DIR to it`,
    )
  }
  const cluster = realPathOf(link)
  if (existsSync(cluster)) giveTo(user, cluster)
  const beside = canBeEntered(dataDir) ? dataDir : dirname(cluster)
  const socketFolder = prepareSocketFolder(beside, user.uid)
  if (socketFolder !== undefined) giveTo(user, socketFolder)
  return { cluster, socketFolder, binaries: reachableBinaries(binaries, openRoot) }
}

/** The cluster goes below a folder everybody can enter; a link in the data folder keeps the two together. */
function linkToOpenRoot(link: string, dataDir: string, openRoot: string): void {
  const home = join(openRoot, shortHash(dataDir))
  mkdirSync(home, { recursive: true, mode: 0o711 })
  symlinkSync(join(home, 'postgres'), link)
}

/** The programs themselves, or a copy of them where the clone lies in a closed folder such as root's home. */
function reachableBinaries(binaries: PostgresBinaries, openRoot: string): PostgresBinaries {
  if (canBeEntered(binaries.root)) return binaries
  const copy = join(openRoot, `postgresql-${shortHash(binaries.root)}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.new-${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(openRoot, { recursive: true, mode: 0o711 })
    cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true })
    renameSync(unfinished, copy)
  }
  const moved = (path: string) => join(copy, path.slice(binaries.root.length))
  return {
    root: copy,
    initdb: moved(binaries.initdb),
    postgres: moved(binaries.postgres),
    pgCtl: moved(binaries.pgCtl),
    major: binaries.major,
  }
}

/** True when everybody may pass through the folder and all folders above it. */
export function canBeEntered(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0
  const parent = dirname(folder)
  return open && (parent === folder || canBeEntered(parent))
}

function giveTo(user: { uid: number; gid: number }, path: string): void {
  if (lstatSync(path).uid === user.uid) return
  if (lstatSync(path).isDirectory()) {
    for (const name of readdirSync(path)) giveTo(user, join(path, name))
    chownSync(path, user.uid, user.gid)
  } else {
    lchownSync(path, user.uid, user.gid)
  }
}

/** The socket's folder, mode 700, beside the cluster or, where that path is too long, in the temporary folder. */
function prepareSocketFolder(parent: string, serverUid?: number): string | undefined {
  if (process.platform === 'win32') return undefined
  const folder = socketFolderFor(parent, tmpdir())
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  // In the temporary folder somebody else may have made it first, to listen in our place.
  if (!stat.isDirectory() || ![process.getuid?.(), serverUid].includes(stat.uid)) {
    throw new Error(
      `The folder ${folder} for the database's socket belongs to user ${stat.uid}: remove it, or use a shorter path for HUBWRIGHT_DATA_DIR`,
    )
  }
  if ((stat.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
  return folder
}

/** Pure: which folder holds the socket. */
export function socketFolderFor(parent: string, temporary: string): string {
  const beside = join(parent, 'socket')
  if (Buffer.byteLength(join(beside, socketFile)) <= longestSocketPath) return beside
  return join(temporary, `hubwright-${shortHash(parent)}`)
}

/** The path without links, also when what it leads to does not exist yet. */
function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  const aim = isLink ? readlinkSync(path) : path
  return join(realpathSync(dirname(aim)), basename(aim))
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
