/** Kills a writing program, its database, or both, again and again, and counts what was lost. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { silentLog } from '../../src/core/log.ts'
import { openDataDir } from '../../src/storage/data-dir.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { startPrivatePostgres } from '../../src/storage/private-postgres.ts'

export interface CrashOptions {
  dataDir: string
  kills: number
  /** Between 0 and 1; decides when and what is killed. */
  random: () => number
  /** Told after every kill. */
  onRound?: (round: CrashRound) => void
}

export interface CrashRound {
  kill: number
  victim: Victim
  acknowledged: number
  lost: number
}

export interface CrashResult {
  kills: number
  acknowledged: number
  lost: number
}

/** `database-goes-on`: only the database is killed at first, and the program afterwards, while it recovers. */
type Victim = 'program' | 'both' | 'database-goes-on'

interface Writer {
  process: ChildProcess
  postgresPid: number
  acknowledged: string[]
  ended: Promise<void>
}

const writerFile = join(import.meta.dirname, 'row-writer.ts')

/** Every row whose commit was acknowledged before a kill is looked for afterwards, after every kill. */
export async function crashWrites(options: CrashOptions): Promise<CrashResult> {
  const acknowledged = new Set<string>()
  let lost = 0
  for (let kill = 1; kill <= options.kills; kill += 1) {
    const writer = await startWriter(options.dataDir, `run${kill}`)
    const victim = chooseVictim(options.random())
    // At least one row, then any moment of the next quarter of a second.
    await firstRow(writer)
    await delay(options.random() * 250)
    await killWriter(writer, victim, options.random() * 100)
    for (const id of writer.acknowledged) acknowledged.add(id)
    lost = await countMissing(options.dataDir, acknowledged)
    options.onRound?.({ kill, victim, acknowledged: acknowledged.size, lost })
  }
  return { kills: options.kills, acknowledged: acknowledged.size, lost }
}

function chooseVictim(chance: number): Victim {
  if (chance < 0.5) return 'program'
  return chance < 0.75 ? 'both' : 'database-goes-on'
}

async function killWriter(writer: Writer, victim: Victim, pauseMs: number): Promise<void> {
  if (victim !== 'program') process.kill(writer.postgresPid, 'SIGKILL')
  if (victim === 'database-goes-on') await delay(pauseMs)
  writer.process.kill('SIGKILL')
  await writer.ended
}

/** Starts the program, as another user where one is given, and waits until it writes. */
export async function startWriter(
  dataDir: string,
  prefix: string,
  user?: { uid: number; gid: number },
): Promise<Writer> {
  const child = spawn(process.execPath, [writerFile, dataDir, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  })
  const acknowledged: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => undefined)
  const postgresPid = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const said = parseLine(line)
      if (said?.id !== undefined) acknowledged.push(said.id)
      if (said?.postgres !== undefined) resolve(said.postgres)
    })
    child.once('error', reject)
    void ended.then(() => reject(new Error('The writing program ended before it wrote')))
  })
  return { process: child, postgresPid, acknowledged, ended }
}

/** The last line may be cut by the kill; then it was not acknowledged. */
function parseLine(line: string): { id?: string; postgres?: number } | undefined {
  try {
    return JSON.parse(line) as { id?: string; postgres?: number }
  } catch {
    return undefined
  }
}

async function firstRow(writer: Writer): Promise<void> {
  let hasEnded = false
  void writer.ended.then(() => (hasEnded = true))
  while (writer.acknowledged.length === 0) {
    if (hasEnded) throw new Error('The writing program ended before it wrote')
    await delay(2)
  }
}

/** Opens the folder as the next start of the server would, and looks for each acknowledged row. */
async function countMissing(directory: string, acknowledged: ReadonlySet<string>): Promise<number> {
  const dataDir = openDataDir(directory)
  try {
    const server = await startPrivatePostgres({ dataDir: dataDir.path, log: silentLog })
    try {
      const { db, close } = await openDatabase(server.connection, { log: silentLog })
      const { rows } = await sql<{ id: string }>`select id from written`.execute(db)
      await close()
      const there = new Set(rows.map((row) => row.id))
      return [...acknowledged].filter((id) => !there.has(id)).length
    } finally {
      await server.stop()
    }
  } finally {
    dataDir.release()
  }
}
