/**
 * Processor time that processes took so far, for figures that hold also while the machine does something else. From
 * Linux's `/proc` (proc(5)); elsewhere there are no such figures.
 */
import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of `/proc` a second, the same on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Microseconds of a process with all its threads, and of its children, ended ones included. NaN where nobody counts. */
export function cpuMicroseconds(pid: number, withChildren = false): number {
  try {
    const own = ticksOf(pid)
    if (!withChildren) return microseconds(own.own)
    const living = childrenOf(pid).map((child) => ticksOf(child).own)
    return microseconds(living.reduce((sum, ticks) => sum + ticks, own.own + own.ended))
  } catch {
    return Number.NaN
  }
}

/** The process whose id is in the first line of a file, as PostgreSQL's `postmaster.pid`. NaN without one. */
export function pidIn(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10)
  } catch {
    return Number.NaN
  }
}

function microseconds(ticks: number): number {
  return (ticks / ticksPerSecond) * 1_000_000
}

function ticksOf(pid: number): { parent: number; own: number; ended: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name, in parentheses, may hold anything; counted from 3, which is what follows it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  return { parent: field(4), own: field(14) + field(15), ended: field(16) + field(17) }
}

function childrenOf(pid: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((one) => {
    try {
      return ticksOf(one).parent === pid
    } catch {
      // Ended meanwhile.
      return false
    }
  })
}
