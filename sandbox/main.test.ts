import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'

const program = fileURLToPath(new URL('./main.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Ready {
  readonly event: string
  readonly sandboxUrl: string
  readonly pid: number
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('The child has no stdout')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return JSON.parse(line) as Ready
}

function start(args: readonly string[], stdio: ('pipe' | 'ignore' | 'ipc')[]): ChildProcess {
  const child = spawn(process.execPath, [program, '--port', '0', ...args], { stdio })
  children.push(child)
  return child
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('says in one line where it listens, and closes on SIGTERM with an open call', async () => {
  const child = start([], ['ignore', 'pipe', 'pipe'])
  const ready = await firstLine(child)
  expect(ready).toMatchObject({ event: 'ready', pid: child.pid })
  const { sandboxUrl } = ready
  await fetch(`${sandboxUrl}/_control/ecwid/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: '', fault: 'timeout' }),
  })
  const hanging = fetch(`${sandboxUrl}/ecwid/api/v3/1003/profile`).catch(() => 'cut')
  await vi.waitFor(async () => {
    const calls = (await (await fetch(`${sandboxUrl}/_control/ecwid/calls`)).json()) as {
      count: number
    }
    expect(calls.count).toBe(1)
  })
  const before = performance.now()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(performance.now() - before).toBeLessThan(1500)
  expect(await hanging).toBe('cut')
})

it('ends when the channel to its parent closes', async () => {
  const child = start([], ['ignore', 'pipe', 'ignore', 'ipc'])
  await firstLine(child)
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('ends when its stdin closes, if asked to', async () => {
  const child = start(['--exit-with-stdin'], ['pipe', 'pipe', 'ignore'])
  await firstLine(child)
  child.stdin?.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
})

it.each([
  ['by stdin', "['--exit-with-stdin']"],
  ['by process id', "['--parent-pid', String(process.pid)]"],
])('does not outlive a parent that was killed, watching it %s', async (_name, args) => {
  const parentCode = `
    import { spawn } from 'node:child_process'
    const args = [${JSON.stringify(program)}, '--port', '0', ...${args}]
    spawn(process.execPath, args, { stdio: ['pipe', 'inherit', 'ignore'] })
    setInterval(() => {}, 1000)
  `
  const parent = spawn(process.execPath, ['--input-type=module', '-e', parentCode], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(parent)
  const { pid } = await firstLine(parent)
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000, interval: 50 })
})

it('refuses a port that is none', async () => {
  const child = spawn(process.execPath, [program, '--port', '99999'], { stdio: 'pipe' })
  children.push(child)
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(1)
})
