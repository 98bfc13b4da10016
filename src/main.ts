/** The command line: `hubwright <command>`. */
import { ConfigError, readConfig, type Config } from './config.ts'
import { makeClient } from './cli/client.ts'
import { createOrganization, rotateKeys } from './cli/commands.ts'
import { sentenceOf } from './cli/main-errors.ts'
import { runSandbox } from './cli/sandbox-process.ts'
import { startServer } from './cli/start.ts'
import { untilStopped } from './cli/until-stopped.ts'
import { programVersion } from './http/project-files.ts'
import { createLogger } from './net/logger.ts'

const help = `hubwright <command>

  start                 the server with its private database and the simulated vendors
  serve                 the server with its database, without the simulated vendors
  sandbox [--port n]    the simulated vendors alone
  organization create --name <name> --email <email>
                        a further organization; prints its secrets once
  client                reads a Swagger 2.0 document and writes a typed TypeScript client for it
  rotate-keys           puts every stored secret under the first master key
  --version, --help

Settings are environment variables; see README.md, "Run it for real".
`

async function main(args: readonly string[]): Promise<number> {
  const [command = '--help', ...rest] = args
  switch (command) {
    case 'start':
    case 'serve': {
      return serve(command)
    }
    case 'sandbox': {
      return runSandbox(rest)
    }
    case 'organization': {
      if (rest[0] !== 'create') throw new Error('Write: hubwright organization create …')
      process.stdout.write(await createOrganization(rest.slice(1)))
      return 0
    }
    case 'client': {
      const source = await makeClient(process.stdin)
      // A pipe may take it in parts; the process must not end before the last.
      await new Promise((resolve) => process.stdout.write(source, resolve))
      return 0
    }
    case 'rotate-keys': {
      process.stdout.write(await rotateKeys())
      return 0
    }
    case '--version':
    case '-v': {
      process.stdout.write(`${programVersion()}\n`)
      return 0
    }
    case '--help':
    case '-h':
    case 'help': {
      process.stdout.write(help)
      return 0
    }
    default: {
      throw new Error(`There is no command ${command}. ${help}`)
    }
  }
}

async function serve(command: 'start' | 'serve'): Promise<number> {
  const config = readConfig(undefined, { command })
  const log = createLogger({
    level: config.logLevel,
    pretty: process.stdout.isTTY,
    secrets: secretsOf(config),
  })
  return untilStopped(log, (onFailure) => startServer(config, log, process, onFailure))
}

/** What must never be in a log line, wherever it comes from. */
function secretsOf({ first, metricsToken, vendors, databaseUrl }: Config): string[] {
  const password = databaseUrl === undefined ? undefined : URL.parse(databaseUrl)?.password
  const candidates = [
    first.userSecret,
    first.organizationSecret,
    first.adminPassword,
    metricsToken,
    password,
    ...Object.values(vendors).map(({ clientSecret }) => clientSecret),
  ]
  return candidates.filter((secret) => secret !== undefined && secret !== '') as string[]
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : sentenceOf(error)}\n`)
    process.exit(1)
  },
)
