/**
 * `npm run bench boot`: time from the start of the starter to the ready line, with a fresh data folder and with
 * one that exists, and the proportional memory (Pss: shared pages counted once) of the idle server with its
 * database. The packages are installed already. `ratios` are figures divided by their goals: below 1 meets it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const goals = { secondStartMs: 2000, idleMb: 220 }
const rounds = 3
const secondStarts = 3
/** After the start's own garbage is gone and the database has done its first housekeeping. */
const settleMs = 5000

interface Running {
  process: ChildProcess
  /** The server's own id, from the ready line. */
  pid: number
  readyMs: number
}

interface Memory {
  serverMb: number
  databaseMb: number
  sandboxMb: number
}

const starter = join(import.meta.dirname, '..', 'scripts', 'start.mjs')

const first: number[] = []
const second: number[] = []
const memories: Memory[] = []
for (let round = 1; round <= rounds; round += 1) await runRound(round)

const memory = medianMemory(memories)
const figures = {
  firstStartMs: Math.round(median(first)),
  secondStartMs: Math.round(median(second)),
  ...memory,
  idleMb: tenth(memory.serverMb + memory.databaseMb),
}
const ratios = {
  secondStart: hundredth(figures.secondStartMs / goals.secondStartMs),
  idle: hundredth(figures.idleMb / goals.idleMb),
}
process.stdout.write(`${JSON.stringify({ bench: 'boot', ratios, figures })}\n`)

async function runRound(round: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubwright-bench-'))
  try {
    const fresh = await start(dataDir)
    first.push(fresh.readyMs)
    await stop(fresh)
    for (let index = 1; index <= secondStarts; index += 1) {
      const again = await start(dataDir)
      second.push(again.readyMs)
      if (index === secondStarts && process.platform === 'linux') {
        await delay(settleMs)
        memories.push(measure(again.pid, join(dataDir, 'postgres')))
      }
      await stop(again)
    }
    tell(`round ${round}: first ${last(first)} ms, second ${last(second)} ms`, memories.at(-1))
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function start(dataDir: string): Promise<Running> {
  const begun = performance.now()
  const child = spawn(process.execPath, [starter], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      HUBWRIGHT_DATA_DIR: dataDir,
      HUBWRIGHT_PORT: '0',
      HUBWRIGHT_SANDBOX_PORT: '0',
      HUBWRIGHT_LOG_LEVEL: 'warn',
    },
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = line.startsWith('{"event":"ready"')
      ? (JSON.parse(line) as { pid: number })
      : undefined
    if (ready !== undefined) {
      child.stdout.resume()
      return { process: child, pid: ready.pid, readyMs: performance.now() - begun }
    }
  }
  throw new Error('The server ended before it was ready')
}

async function stop(running: Running): Promise<void> {
  const ended = once(running.process, 'exit')
  running.process.kill('SIGTERM')
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`The server ended with ${code} on SIGTERM`)
}

/** The server, the processes that work in the database's folder, and whatever else the server started. */
function measure(server: number, cluster: string): Memory {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const database = pids.filter((pid) => workingDirectoryOf(pid) === cluster)
  const others = pids.filter((pid) => parentOf(pid) === server && !database.includes(pid))
  const sum = (group: readonly number[]) =>
    tenth(group.reduce((total, pid) => total + pssMb(pid), 0))
  return { serverMb: sum([server]), databaseMb: sum(database), sandboxMb: sum(others) }
}

function workingDirectoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function pssMb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024
}

function medianMemory(all: readonly Memory[]): Memory {
  return {
    serverMb: tenth(median(all.map((one) => one.serverMb))),
    databaseMb: tenth(median(all.map((one) => one.databaseMb))),
    sandboxMb: tenth(median(all.map((one) => one.sandboxMb))),
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function last(values: readonly number[]): number {
  return Math.round(values.at(-1) ?? 0)
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

function tell(line: string, memory: Memory | undefined): void {
  process.stderr.write(`${line}${memory === undefined ? '' : `, ${JSON.stringify(memory)}`}\n`)
}
