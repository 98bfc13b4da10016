/** Questions about other processes of this machine, by their id. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** True while a process with this id runs, also one of another user. */
export function isAlive(pid: number): boolean {
  return hasEntry(pid) && !isZombie(pid)
}

/** True while the system keeps the id, which it also does for an ended process that nobody collected. */
export function hasEntry(pid: number): boolean {
  // Zero and below mean groups of processes to the system.
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A process that ended but was not collected by its parent still answers to signal 0. */
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)?.[0] === 'Z'
}

/**
 * True while the process can still do something: a killed one lives on for some milliseconds in which the
 * system takes it apart, and whoever starts the next one right after the kill must not trip over it.
 */
export function canStillAct(pid: number): boolean {
  if (!isAlive(pid)) return false
  const flags = process.platform === 'linux' ? Number(statFields(pid)?.[6]) : 0
  return (flags & exitingFlag) === 0
}

/** PF_EXITING of the kernel. */
const exitingFlag = 0x4

/** Fields of /proc/<pid>/stat from the third (state) on; the name before may hold spaces and parentheses. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/**
 * When a process began, as a word to compare, so that an id given to a later process is not taken for the
 * first one. Undefined when the process is gone or the platform does not tell.
 */
export function startOfProcess(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const ticks = statFields(pid)?.[19]
    return ticks === undefined ? undefined : `${bootId()}:${ticks}`
  }
  if (process.platform === 'win32') return undefined
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

/**
 * Ids of the processes called `name` whose working folder is `directory`, which is how the processes of one
 * PostgreSQL cluster are known. Undefined where the platform does not tell (anything but Linux).
 */
export function processesWorkingIn(directory: string, name: string): number[] | undefined {
  if (process.platform !== 'linux') return undefined
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => workingDirectoryOf(pid) === directory && nameOf(pid) === name && isAlive(pid))
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

function workingDirectoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** Waits until the process is gone; false when it still lives after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (isAlive(pid)) {
    if (performance.now() > end) return false
    await delay(10)
  }
  return true
}
