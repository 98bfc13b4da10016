/** The server as people start it: a process of its own, through the starter, on a data folder of the test's. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const starter = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs')

export interface ReadyLine {
  event: 'ready'
  url: string
  sandboxUrl?: string
  /** The server's own, whatever stands between. */
  pid: number
}

export interface StartedServer {
  /** What was started: the server itself or what stands in front of it. */
  process: ChildProcess
  ready: ReadyLine
  /** Everything it wrote so far, on both streams. */
  said: () => string
}

export interface EndedStart {
  code: number | null
  stdout: string
  stderr: string
}

/** Ports are free ones; further settings by `more`. */
export function serverEnvironment(
  dataDir: string,
  more: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return {
    PATH,
    HOME,
    HUBWRIGHT_DATA_DIR: dataDir,
    HUBWRIGHT_PORT: '0',
    HUBWRIGHT_SANDBOX_PORT: '0',
    ...more,
  }
}

/** Starts the server and waits until it is ready; rejects with what it said when it ends before. */
export async function startServer(
  env: NodeJS.ProcessEnv,
  command: readonly string[] = [process.execPath, starter],
): Promise<StartedServer> {
  const child = spawnStarter(env, command)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  }
  const end = collect(child)
  const ready = await Promise.race([
    readyLine(child),
    end.then(({ code, stderr }) => {
      throw new Error(`The server ended with ${code} before it was ready: ${stderr}`)
    }),
  ])
  return { process: child, ready, said: () => said }
}

/** Starts the server where it is expected to refuse, and waits for its end. */
export async function startInVain(env: NodeJS.ProcessEnv): Promise<EndedStart> {
  return collect(spawnStarter(env, [process.execPath, starter]))
}

/** Asks it to end and waits; the exit code. */
export async function stopServer(server: StartedServer): Promise<number | null> {
  const ended = once(server.process, 'exit') as Promise<[number | null]>
  server.process.kill('SIGTERM')
  const [code] = await ended
  return code
}

/** The command with which a shell between npm and the starter is imitated. */
export const throughShell = ['sh', '-c', `"${process.execPath}" "${starter}"; exit $?`]

function spawnStarter(env: NodeJS.ProcessEnv, [program = '', ...args]: readonly string[]) {
  const options: SpawnOptions = { env, stdio: ['ignore', 'pipe', 'pipe'] }
  return spawn(program, args, options)
}

async function readyLine(child: ChildProcess): Promise<ReadyLine> {
  if (child.stdout === null) throw new Error('The server has no output')
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('{"event":"ready"')) resolve(JSON.parse(line) as ReadyLine)
    })
  })
}

async function collect(child: ChildProcess): Promise<EndedStart> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}
