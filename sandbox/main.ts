import { parseArgs } from 'node:util'
import { startSandbox } from './server.ts'

/**
 * The sandbox as a process of its own. Prints one JSON line when it is ready, closes on SIGTERM or
 * SIGINT, and never outlives whoever started it with an IPC channel, `--exit-with-stdin` or
 * `--parent-pid`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'exit-with-stdin': { type: 'boolean', default: false },
      'parent-pid': { type: 'string' },
    },
  })
  const port = readPort(values.port ?? process.env['HUBWRIGHT_SANDBOX_PORT'] ?? '8090')
  const sandbox = await startSandbox({ port })
  let closing = false
  const close = (): void => {
    if (closing) return
    closing = true
    // Whatever still hangs after a second is not worth waiting for: all state is in memory.
    setTimeout(() => process.exit(0), 1000).unref()
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
  if (process.channel !== undefined) process.on('disconnect', close)
  if (values['exit-with-stdin']) {
    process.stdin.on('end', close).on('close', close).on('error', close).resume()
  }
  if (values['parent-pid'] !== undefined) watchProcess(Number(values['parent-pid']), close)
  const ready = { event: 'ready', sandboxUrl: sandbox.url, pid: process.pid }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}

function readPort(text: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`The port must be a whole number from 0 to 65535, not "${text}"`)
  }
  return port
}

function watchProcess(pid: number, gone: () => void): void {
  if (!Number.isInteger(pid) || pid <= 0) throw new Error('--parent-pid must be a process id')
  setInterval(() => {
    try {
      process.kill(pid, 0)
    } catch (error) {
      // EPERM means that it lives under another user.
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') gone()
    }
  }, 500).unref()
}

main().catch((error: unknown) => {
  console.error(
    `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`,
  )
  process.exit(1)
})
