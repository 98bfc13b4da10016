/**
 * The data folder and who may use it. One process at a time: its id, the time it began and its machine stand
 * in a lock file, and a second process refuses before it touches anything else. The lock of a process that is
 * gone is taken over, also when its id has been given to another one since.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { isJsonObject } from '../core/json.ts'
import { canStillAct, startOfProcess } from './processes.ts'

export interface DataDir {
  /** Absolute. */
  readonly path: string
  /** Gives the lock back; the folder may be used by the next process. */
  release(): void
}

/** Who holds a lock. */
export interface LockHolder {
  pid: number
  /** See `startOfProcess`; null where the platform does not tell. */
  startedAt: string | null
  host: string
}

/** What is known of the machine and its processes when a foreign lock is judged. */
export interface LockFacts {
  host: string
  isAlive: (pid: number) => boolean
  startOfProcess: (pid: number) => string | undefined
  /** How long ago the lock was last refreshed. */
  ageMs: number
}

const lockName = 'hubwright.lock'
const refreshEveryMs = 5000

/** After so long without a refresh the lock of another machine (a container that is gone) counts as left. */
const foreignLockLastsMs = 30_000

/**
 * Creates the folder (mode 700) where needed and takes its lock. Throws a sentence that names the holder when
 * another process has it.
 */
export function openDataDir(directory: string): DataDir {
  const path = resolve(directory)
  createFolder(path)
  const lock = join(path, lockName)
  const own: LockHolder = {
    pid: process.pid,
    startedAt: startOfProcess(process.pid) ?? null,
    host: hostname(),
  }
  takeLock(path, lock, own)
  const refresher = setInterval(() => refresh(lock), refreshEveryMs)
  refresher.unref()
  return {
    path,
    release() {
      clearInterval(refresher)
      if (isSame(readHolder(lock), own)) rmSync(lock, { force: true })
    },
  }
}

function createFolder(path: string): void {
  try {
    const isNew = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
    // The mode of an existing folder is its owner's choice, unless everybody could write there.
    if (!isNew && (statSync(path).mode & 0o022) !== 0) chmodSync(path, 0o700)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new Error(
      `The data folder ${path} cannot be used (${code ?? 'unknown error'}): set HUBWRIGHT_DATA_DIR to a folder this user can write to`,
      { cause: error },
    )
  }
}

function takeLock(path: string, lock: string, own: LockHolder): void {
  const draft = join(path, `${lockName}.${randomBytes(6).toString('hex')}`)
  writeDraft(draft, own)
  try {
    for (;;) {
      if (linkIfFree(draft, lock)) return
      const holder = readHolder(lock)
      // Released between our two looks.
      if (holder === undefined) continue
      const refusal = refusalOfLock(holder, factsNow(lock), path)
      if (refusal !== undefined) throw new Error(refusal)
      removeLeftLock(lock, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function writeDraft(draft: string, own: LockHolder): void {
  try {
    writeFileSync(draft, `${JSON.stringify(own)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new Error(
      `The data folder ${resolve(draft, '..')} cannot be written to (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}): set HUBWRIGHT_DATA_DIR to a folder this user can write to`,
      { cause: error },
    )
  }
}

/** A link appears whole or not at all, and only where nothing is. */
function linkIfFree(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Why the lock must be respected, or undefined when its holder is gone. Pure. */
export function refusalOfLock(
  holder: LockHolder,
  facts: LockFacts,
  path: string,
): string | undefined {
  if (holder.host !== facts.host) {
    if (facts.ageMs > foreignLockLastsMs) return undefined
    return `The data folder ${path} is in use by process ${holder.pid} on ${holder.host}: stop that one first; if it is gone, start again in ${foreignLockLastsMs / 1000} seconds`
  }
  if (!facts.isAlive(holder.pid)) return undefined
  const startedAt = facts.startOfProcess(holder.pid)
  const isAnother =
    holder.startedAt !== null && startedAt !== undefined && startedAt !== holder.startedAt
  if (isAnother) return undefined
  return `The data folder ${path} is in use by process ${holder.pid}: stop that one first, or set HUBWRIGHT_DATA_DIR to another folder`
}

function factsNow(lock: string): LockFacts {
  const mtimeMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return { host: hostname(), isAlive: canStillAct, startOfProcess, ageMs: Date.now() - mtimeMs }
}

/**
 * Two processes may find the same left lock. It is moved aside first: who finds that he moved a lock other
 * than the one he judged, as the other was quicker, puts it back.
 */
function removeLeftLock(lock: string, judged: LockHolder): void {
  const aside = `${lock}.left-${randomBytes(6).toString('hex')}`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (!isSame(readHolder(aside), judged)) linkIfFree(aside, lock)
  rmSync(aside, { force: true })
}

function readHolder(lock: string): LockHolder | undefined {
  let text: string
  try {
    text = readFileSync(lock, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return parseHolder(text)
}

/** A file that is no lock of ours names nobody, so it counts as left by a process that is gone. */
function parseHolder(text: string): LockHolder {
  try {
    const value: unknown = JSON.parse(text)
    if (isJsonObject(value) && typeof value.pid === 'number' && typeof value.host === 'string') {
      const startedAt = typeof value.startedAt === 'string' ? value.startedAt : null
      return { pid: value.pid, host: value.host, startedAt }
    }
  } catch {
    // Not JSON: judged below like every other file that is no lock.
  }
  return { pid: 0, host: hostname(), startedAt: 'unreadable' }
}

function isSame(a: LockHolder | undefined, b: LockHolder): boolean {
  return a?.pid === b.pid && a.startedAt === b.startedAt && a.host === b.host
}

function refresh(lock: string): void {
  const now = new Date()
  try {
    utimesSync(lock, now, now)
  } catch (error) {
    // Somebody removed the folder; the next write of the program tells.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
