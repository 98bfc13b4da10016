/** `start` and `serve`: from the environment to a server that listens, and back again in order. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, type App } from '../app.ts'
import type { FoundedOrganization } from '../accounts/founding.ts'
import type { Config } from '../config.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { programVersion } from '../http/project-files.ts'
import { connectDemo } from './connect-demo.ts'
import { registerAtSandbox } from './simulated-webhooks.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'
import { secretsBlock, startBlock } from './start-block.ts'
import { openStorage, type OpenStorage } from './storage.ts'

/** Where a start speaks to people and programs. */
export interface StartOutput {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly stderr: NodeJS.WritableStream
}

export interface RunningServer {
  readonly app: App
  /** Stops everything; resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

/** Told when the server cannot go on by itself. */
export type OnFailure = (error: Error) => void

/** Starts everything and says so. What was started is stopped again when something fails. */
export async function startServer(
  config: Config,
  log: Log,
  output: StartOutput,
  onFailure: OnFailure,
): Promise<RunningServer> {
  const started: { stop(): Promise<void> }[] = []
  const stop = async () => {
    for (const part of started.toReversed()) await part.stop()
  }
  try {
    let starting: Promise<SandboxProcess> | undefined
    // The storage first, because it refuses when another process has the data folder.
    const storage = await openStorage(config, log, () => {
      if (!config.sandbox) return
      const ready = startSandboxProcess(config.sandboxPort, log)
      starting = ready
      // When it fails, `await` below tells; here is only made sure that it ends.
      started.push({ stop: async () => (await ready.catch(() => undefined))?.stop() })
    })
    started.push({ stop: () => storage.close() })
    storage.onFailure(onFailure)
    const sandbox = await starting
    const app = await openApp(config, log, storage, sandbox)
    started.push({ stop: () => app.close() })
    const localUrl = await app.listen()
    if (sandbox !== undefined && config.role !== 'worker') {
      const register = () => registerAtSandbox(app.rooms, localUrl, log)
      sandbox.onRestart(() => void register())
      await register()
    }
    // Only now: a start that fails on a port in use must not use up the one time the secrets are shown.
    const founded = await app.rooms.accounts.ensureFirstOrganization(config.first)
    await announce({ app, config, log, output, founded, sandbox })
    return { app, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function openApp(
  config: Config,
  log: Log,
  storage: OpenStorage,
  sandbox: SandboxProcess | undefined,
): Promise<App> {
  return buildApp({
    config,
    log,
    connection: storage.connection,
    masterKeys: storage.masterKeys,
    sandboxUrl: sandbox?.url,
    measureProcess: true,
    opensLater: true,
  })
}

interface Announcement {
  readonly app: App
  readonly config: Config
  readonly log: Log
  readonly output: StartOutput
  readonly founded: FoundedOrganization | undefined
  readonly sandbox: SandboxProcess | undefined
}

async function announce({ app, config, log, output, founded, sandbox }: Announcement) {
  const publicUrl = app.publicUrl()
  const servesApi = config.role !== 'worker'
  const isTerminal = output.stdout.isTTY === true
  const apiUrl = servesApi ? publicUrl : undefined
  const secrets = founded && (await firstSecrets(app, founded, apiUrl, log))
  const secretsFile =
    secrets === undefined || isTerminal ? undefined : writeSecrets(config, secrets)
  // Who waits for readiness finds the secrets.
  app.open()
  const block = startBlock({
    version: programVersion(),
    publicUrl,
    servesApi,
    sandboxUrl: sandbox?.url,
    simulated: app.rooms.catalog
      .list()
      .filter(({ origins }) => origins.inForce === 'sandbox')
      .map(({ name }) => name),
    secretsFile,
  })
  const shown = secrets !== undefined && isTerminal ? `${block}\n${secrets}` : block
  // Programs read the one line of stdout; people read the block, wherever they are.
  ;(isTerminal ? output.stdout : output.stderr).write(`\n${shown}\n`)
  if (isTerminal) return
  const ready = {
    event: 'ready',
    url: publicUrl,
    ...(sandbox === undefined ? {} : { sandboxUrl: sandbox.url }),
    pid: process.pid,
    ...(secretsFile === undefined ? {} : { firstStart: secretsFile }),
  }
  output.stdout.write(`${JSON.stringify(ready)}\n`)
}

async function firstSecrets(
  app: App,
  founded: FoundedOrganization,
  apiUrl: string | undefined,
  log: Log,
): Promise<string> {
  try {
    return secretsBlock(founded, await connectDemo(app.rooms, founded), apiUrl)
  } catch (error) {
    // The server is fine without it; the command that is shown then asks for the catalog.
    log.warn({ err: toError(error) }, 'the sandbox store could not be connected')
    return secretsBlock(founded, undefined, apiUrl)
  }
}

function writeSecrets(config: Config, secrets: string): string {
  const path = join(config.dataDir, 'first-start.txt')
  // Removed first, so that the mode is ours whatever lay there.
  rmSync(path, { force: true })
  writeFileSync(path, secrets, { mode: 0o600, flag: 'wx' })
  return path
}
