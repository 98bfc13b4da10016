import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openDataDir, refusalOfLock, type LockFacts, type LockHolder } from './data-dir.ts'
import { startOfProcess } from './processes.ts'

const parent = mkdtempSync(join(tmpdir(), 'hubwright-lock-'))
const path = join(parent, 'data')
const lock = join(path, 'hubwright.lock')
afterEach(() => rmSync(path, { recursive: true, force: true }))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** A process that takes the lock, prints what came of it, and stays. */
function startHolder(): { child: ReturnType<typeof spawn>; said: Promise<string> } {
  const program = `
    const { openDataDir } = await import(${JSON.stringify(join(import.meta.dirname, 'data-dir.ts'))})
    setInterval(() => {}, 1000)
    try { openDataDir(${JSON.stringify(path)}); console.log('held') }
    catch (error) { console.log(error.message) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = once(child.stdout, 'data').then(([data]) => String(data).trim())
  return { child, said }
}

async function kill(child: ReturnType<typeof spawn>): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

describe('openDataDir', () => {
  test('creates the folder for us alone and gives the lock back', () => {
    const dataDir = openDataDir(path)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(statSync(lock).mode & 0o777).toBe(0o600)
    dataDir.release()
    expect(readdirSync(path)).toEqual([])
    openDataDir(path).release()
  })

  test('closes a folder that everybody could write to', () => {
    openDataDir(path).release()
    chmodSync(path, 0o777)
    openDataDir(path).release()
    expect(statSync(path).mode & 0o777).toBe(0o700)
  })

  test('refuses a second process, names the first, and leaves its lock alone', async () => {
    const holder = startHolder()
    await expect(holder.said).resolves.toBe('held')
    const before = readFileSync(lock, 'utf8')
    expect(() => openDataDir(path)).toThrow(
      `The data folder ${path} is in use by process ${holder.child.pid}: stop that one first`,
    )
    expect(readFileSync(lock, 'utf8')).toBe(before)
    expect(readdirSync(path)).toEqual(['hubwright.lock'])
    await kill(holder.child)
  })

  test('takes over the lock of a process that was killed', async () => {
    const holder = startHolder()
    await expect(holder.said).resolves.toBe('held')
    await kill(holder.child)
    const dataDir = openDataDir(path)
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid })
    expect(readdirSync(path)).toEqual(['hubwright.lock'])
    dataDir.release()
  })

  test('gives a left lock to exactly one of many that start at once', async () => {
    openDataDir(path).release()
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'x', host: hostname() }))
    const holders = Array.from({ length: 5 }, startHolder)
    const said = await Promise.all(holders.map((holder) => holder.said))
    expect(said.filter((line) => line === 'held')).toHaveLength(1)
    expect(said.filter((line) => line.includes('is in use by process'))).toHaveLength(4)
    await Promise.all(holders.map((holder) => kill(holder.child)))
  })

  test('takes over a lock file that nobody can read', () => {
    openDataDir(path).release()
    writeFileSync(lock, '{"pid":')
    openDataDir(path).release()
  })

  test('says in one sentence that the folder cannot be used', () => {
    const file = join(parent, 'a-file')
    writeFileSync(file, '')
    expect(() => openDataDir(join(file, 'data'))).toThrow(/cannot be used .*HUBWRIGHT_DATA_DIR/)
  })
})

describe('refusalOfLock', () => {
  const holder: LockHolder = { pid: 42, startedAt: 'boot:100', host: 'a' }
  const facts: LockFacts = {
    host: 'a',
    isAlive: () => true,
    startOfProcess: () => 'boot:100',
    ageMs: 1000,
  }
  const judge = (change: Partial<LockFacts>) => refusalOfLock(holder, { ...facts, ...change }, '/d')

  test('respects a living process and nothing else with its id', () => {
    expect(judge({})).toContain('process 42')
    expect(judge({ isAlive: () => false })).toBeUndefined()
    expect(judge({ startOfProcess: () => 'boot:777' })).toBeUndefined()
  })

  test('respects a living process where its start cannot be told', () => {
    expect(judge({ startOfProcess: () => undefined })).toContain('process 42')
  })

  test('respects the lock of another machine as long as it is refreshed', () => {
    expect(judge({ host: 'b', isAlive: () => false })).toContain('process 42 on a')
    expect(judge({ host: 'b', ageMs: 31_000 })).toBeUndefined()
  })
})

describe('startOfProcess', () => {
  test('is the same each time and differs between processes', async () => {
    expect(startOfProcess(process.pid)).toBe(startOfProcess(process.pid))
    expect(startOfProcess(process.pid)).not.toBe(startOfProcess(process.ppid))
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
    await once(child, 'exit')
    expect(startOfProcess(child.pid ?? 0)).toBeUndefined()
  })
})
