import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'

/** A program of the benchmark in a process of its own that speaks JSON lines. */
export class Child {
  readonly process: ChildProcess
  readonly #lines: AsyncIterator<string>

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env })
    const lines: Interface = createInterface({
      input: this.process.stdout as NodeJS.ReadableStream,
    })
    this.#lines = lines[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.process.pid ?? Number.NaN
  }

  /** The next line, parsed. Throws when the program ended instead. */
  async read<T>(): Promise<T> {
    const line = await this.#lines.next()
    if (line.done === true) throw new Error(`${this.process.spawnargs.join(' ')} ended early`)
    return JSON.parse(line.value) as T
  }

  /** The first line that says the program is ready. */
  async ready<T extends { event?: string }>(): Promise<T> {
    for (;;) {
      const line = await this.read<T>()
      if (line.event === 'ready') return line
    }
  }

  /** Sends a line and reads the answer. */
  ask<T>(line: object): Promise<T> {
    this.process.stdin?.write(`${JSON.stringify(line)}\n`)
    return this.read<T>()
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGTERM')
    await ended
  }
}
