/**
 * As whom the private PostgreSQL runs. It refuses to run as root, so as root it gets a user namespace in
 * which root's own id carries an ordinary name: its files stay root's and no system user is created. Where
 * the kernel or a container refuses namespaces it runs as an unprivileged user of the system instead.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** `self`: as we are. `namespace`: as root seen under another id. `drop`: as another user of the system. */
export type PostgresUser =
  | { kind: 'self' }
  | { kind: 'namespace'; seenAs: number }
  | { kind: 'drop'; uid: number; gid: number }

interface SystemUser {
  name: string
  uid: number
  gid: number
}

export interface UserFacts {
  /** Who owns the cluster that exists already: a server only takes its own user's files. */
  owner?: { uid: number; gid: number } | undefined
  /** Our own user id; undefined where the system has none. */
  uid: number | undefined
  /** The text of /etc/passwd. */
  passwd: string
  /** Whether a program can be started in a user namespace in which root is seen as `uid`. */
  canUseNamespace: (uid: number) => boolean
}

/** Names that every distribution has for programs without rights, best first. */
const unprivilegedNames = ['postgres', 'nobody', 'daemon', 'bin']

/** Decides as whom to run. Throws a sentence when there is no way. Pure but for the probe handed in. */
export function choosePostgresUser(facts: UserFacts): PostgresUser {
  if (facts.uid !== 0) return { kind: 'self' }
  if (facts.owner !== undefined && facts.owner.uid !== 0) {
    return { kind: 'drop', uid: facts.owner.uid, gid: facts.owner.gid }
  }
  // initdb and postgres look their own id up, so it must be one that has a name.
  const candidates = unprivilegedUsers(facts.passwd)
  const [first] = candidates
  if (first === undefined) {
    throw new Error(
      'PostgreSQL does not run as root and this system has no other user: start Hubwright as an ordinary user, or set DATABASE_URL',
    )
  }
  if (facts.canUseNamespace(first.uid)) return { kind: 'namespace', seenAs: first.uid }
  return { kind: 'drop', uid: first.uid, gid: first.gid }
}

function unprivilegedUsers(passwd: string): SystemUser[] {
  const users = passwd.split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return Number(uid) > 0 && Number(gid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
  return unprivilegedNames.flatMap((name) => users.find((user) => user.name === name) ?? [])
}

/** Asks this machine and decides. */
export function postgresUserHere(owner: UserFacts['owner']): PostgresUser {
  const uid = process.getuid?.()
  if (uid !== 0) return { kind: 'self' }
  const passwd = readFileSync('/etc/passwd', 'utf8')
  return choosePostgresUser({ uid, owner, passwd, canUseNamespace })
}

function canUseNamespace(uid: number): boolean {
  return (
    spawnSync('unshare', [...namespaceArguments(uid), 'true'], { env, stdio: 'ignore' }).status ===
    0
  )
}

function namespaceArguments(uid: number): string[] {
  return ['--user', `--map-user=${uid}`]
}

/** Nothing of ours is inherited: our environment holds secrets and may hold PG… settings for other servers. */
const env = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** Starts a program of PostgreSQL as that user; `child.pid` is the program's own id in every case. */
export function spawnAs(
  user: PostgresUser,
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'stdio' | 'detached'>,
): ChildProcess {
  // Windows programs do not start without a few variables of the system.
  const all: SpawnOptions = {
    ...options,
    ...(process.platform === 'win32' ? { windowsHide: true } : { env, cwd: '/' }),
  }
  if (user.kind === 'namespace') {
    // unshare replaces itself by the program, so no process stands between.
    return spawn('unshare', [...namespaceArguments(user.seenAs), program, ...args], all)
  }
  if (user.kind === 'drop') return spawn(program, args, { ...all, uid: user.uid, gid: user.gid })
  return spawn(program, args, all)
}
