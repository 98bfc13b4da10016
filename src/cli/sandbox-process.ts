/**
 * The simulated vendors as a process of their own, so that nothing they do can slow or crash the server. It is
 * started again when it dies, and ends with us, whatever ends us.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { isJsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { toError } from '../core/errors.ts'

export interface SandboxProcess {
  /** Origin without a trailing slash. */
  readonly url: string
  /** Calls `listener` each time it had died and is there again; it remembers nothing of before. */
  onRestart(listener: () => void): void
  stop(): Promise<void>
}

const startTimeoutMs = 20_000
/** So many deaths within a minute mean that starting again does not help. */
const mostDeathsPerMinute = 5

/** @param port 0 = any free port */
export async function startSandboxProcess(port: number, log: Log): Promise<SandboxProcess> {
  const first = await launch(port)
  const supervisor = new Supervisor(first, log)
  return {
    url: first.url,
    onRestart: (listener) => supervisor.onRestart(listener),
    stop: () => supervisor.stop(),
  }
}

/** `hubwright sandbox`: the simulated vendors alone, until they end; their exit code. */
export async function runSandbox(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [programFile(), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

interface Launched {
  readonly child: ChildProcess
  readonly url: string
}

function programFile(): string {
  // Compiled code starts compiled code.
  const extension = import.meta.filename.endsWith('.ts') ? 'ts' : 'js'
  return join(import.meta.dirname, '..', '..', 'sandbox', `main.${extension}`)
}

/** Starts one and waits until it is ready. Throws one sentence when it cannot. */
async function launch(port: number): Promise<Launched> {
  const child = spawn(process.execPath, [programFile(), '--port', String(port)], {
    // Nothing of our environment is its business.
    env: {},
    // Its channel closes when we die; a Ctrl-C is for us to pass on, in order.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000)
  })
  child.on('error', (error) => {
    complaint += error.message
  })
  try {
    return { child, url: await readyUrl(child) }
  } catch (cause) {
    child.kill('SIGKILL')
    throw new Error(sentenceFor(complaint, port), { cause })
  }
}

function sentenceFor(complaint: string, port: number): string {
  if (complaint.includes('EADDRINUSE')) {
    return `Port ${port}, which the sandbox wants, is in use: stop what listens there, set HUBWRIGHT_SANDBOX_PORT to another port (0 = any free one), or HUBWRIGHT_SANDBOX=off`
  }
  const said = complaint.trim().split('\n').at(-1) ?? ''
  return said === '' ? 'The sandbox could not start' : said
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const { stdout } = child
  if (stdout === null) throw new Error('The sandbox has no output')
  const stop = new AbortController()
  const lines = createInterface({ input: stdout })
  try {
    const [line] = (await Promise.race([
      once(lines, 'line', { signal: stop.signal }),
      once(child, 'exit', { signal: stop.signal }).then(() => {
        throw new Error('The sandbox ended while starting')
      }),
      delay(startTimeoutMs, undefined, { signal: stop.signal }).then(() => {
        throw new Error('The sandbox did not become ready in time')
      }),
    ])) as [string]
    const ready: unknown = JSON.parse(line)
    if (isJsonObject(ready) && typeof ready['sandboxUrl'] === 'string') return ready['sandboxUrl']
    throw new Error('The sandbox said something else than that it is ready')
  } finally {
    stop.abort()
    lines.close()
    // What it may say later must not fill the pipe.
    stdout.resume()
  }
}

class Supervisor {
  readonly #log: Log
  readonly #port: number
  readonly #stopping = new AbortController()
  readonly #restartListeners: (() => void)[] = []
  #child: ChildProcess
  #deaths: number[] = []

  constructor(first: Launched, log: Log) {
    this.#log = log
    this.#port = Number(new URL(first.url).port)
    this.#child = first.child
    this.#watch(first.child)
  }

  onRestart(listener: () => void): void {
    this.#restartListeners.push(listener)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 2000)
    await gone
    clearTimeout(hard)
  }

  #watch(child: ChildProcess): void {
    child.once('exit', (code, signal) => {
      if (this.#stopping.signal.aborted) return
      this.#log.warn({ code, signal }, 'the sandbox ended and is started again')
      void this.#restart()
    })
  }

  async #restart(): Promise<void> {
    const now = Date.now()
    this.#deaths = [...this.#deaths.filter((at) => at > now - 60_000), now]
    if (this.#deaths.length > mostDeathsPerMinute) {
      this.#log.error({}, 'the sandbox keeps ending and is left alone; restart the server')
      return
    }
    try {
      await delay(200 * this.#deaths.length, undefined, { signal: this.#stopping.signal })
      // The same port: the catalog and the allow list know it.
      const { child } = await launch(this.#port)
      if (this.#stopping.signal.aborted) {
        child.kill('SIGKILL')
        return
      }
      this.#child = child
      this.#watch(child)
      for (const listener of this.#restartListeners) listener()
    } catch (error) {
      if (this.#stopping.signal.aborted) return
      this.#log.warn({ err: toError(error) }, 'the sandbox could not be started again')
      await this.#restart()
    }
  }
}
