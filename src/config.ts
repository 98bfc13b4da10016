/**
 * The only reader of the environment. One table of names, one frozen object out of it; everything that is wrong
 * is told at once, each with what to write instead, because nobody likes to repair a start one line at a time.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isIP } from 'node:net'
import { nearestName } from './core/nearest-name.ts'
import { type AllowRule, parseAllowRule } from './net/addresses.ts'
import { parseMasterKeys } from './vault/master-keys.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What the operator said about one vendor: where it is, and the platform's own app there. */
export interface VendorSettings {
  readonly authUrl: string | undefined
  readonly apiUrl: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
}

export interface Config {
  readonly command: 'start' | 'serve'
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** Without a trailing slash; undefined = from host and port once they are known. */
  readonly publicUrl: string | undefined
  /** Absolute. */
  readonly dataDir: string
  /** undefined = the private PostgreSQL in the data dir. */
  readonly databaseUrl: string | undefined
  readonly role: 'all' | 'api' | 'worker'
  /** 32 bytes each, the first encrypts; undefined = the key file in the data dir. */
  readonly masterKeys: readonly Buffer[] | undefined
  /** Credentials of the first organization; what is undefined is generated. */
  readonly first: {
    readonly userSecret: string | undefined
    readonly organizationSecret: string | undefined
    readonly adminEmail: string | undefined
    readonly adminPassword: string | undefined
  }
  readonly sandbox: boolean
  /** 0 = any free port. */
  readonly sandboxPort: number
  /** Absolute. */
  readonly connectorsDir: string | undefined
  /** By connector key in lower case, everything but letters and digits as `_`. */
  readonly vendors: Readonly<Record<string, VendorSettings>>
  /** undefined = mails are kept and shown, not sent. */
  readonly smtpUrl: string | undefined
  readonly egressAllow: readonly AllowRule[]
  /** Addresses and ranges of the proxies in front, whose word on a client's address is believed. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
  /** Bearer token of `/metrics`, which asks for one when the host is not loopback. */
  readonly metricsToken: string | undefined
}

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  - ${line}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Names whose value may also come from a file named by `<NAME>_FILE`. */
const secretNames = [
  'DATABASE_URL',
  'HUBWRIGHT_MASTER_KEY',
  'HUBWRIGHT_USER_SECRET',
  'HUBWRIGHT_ORGANIZATION_SECRET',
  'HUBWRIGHT_ADMIN_PASSWORD',
  'HUBWRIGHT_SMTP_URL',
  'HUBWRIGHT_METRICS_TOKEN',
] as const

const plainNames = [
  'HUBWRIGHT_HOST',
  'HUBWRIGHT_PORT',
  'HUBWRIGHT_PUBLIC_URL',
  'HUBWRIGHT_DATA_DIR',
  'HUBWRIGHT_ROLE',
  'HUBWRIGHT_ADMIN_EMAIL',
  'HUBWRIGHT_SANDBOX',
  'HUBWRIGHT_SANDBOX_PORT',
  'HUBWRIGHT_CONNECTORS_DIR',
  'HUBWRIGHT_EGRESS_ALLOW',
  'HUBWRIGHT_LOG_LEVEL',
  'HUBWRIGHT_TRUSTED_PROXIES',
] as const

const vendorFields = ['AUTH_URL', 'API_URL', 'CLIENT_ID', 'CLIENT_SECRET'] as const
const vendorName =
  /^HUBWRIGHT_VENDOR_([A-Z0-9](?:[A-Z0-9_]*[A-Z0-9])?)_(AUTH_URL|API_URL|CLIENT_ID|CLIENT_SECRET)$/

type KnownName = (typeof secretNames)[number] | (typeof plainNames)[number]

/**
 * Reads and judges the environment. An empty value counts as unset.
 * @throws ConfigError naming every wrong value at once, never showing a secret
 */
export function readConfig(
  environment: Environment = process.env,
  options: { readonly command: 'start' | 'serve' },
): Config {
  const problems: string[] = []
  const raw = (name: string): string | undefined => readValue(environment, name, problems)

  function read<T>(name: KnownName, parse: (text: string) => T): T | undefined {
    const text = raw(name)
    return text === undefined ? undefined : judged(name, text, parse, problems)
  }

  const config: Config = {
    command: options.command,
    host: read('HUBWRIGHT_HOST', parseHost) ?? '127.0.0.1',
    port: read('HUBWRIGHT_PORT', parsePort) ?? 8080,
    publicUrl: read('HUBWRIGHT_PUBLIC_URL', parseBaseUrl),
    dataDir: resolve(read('HUBWRIGHT_DATA_DIR', String) ?? 'data'),
    databaseUrl: read('DATABASE_URL', parseDatabaseUrl),
    role: read('HUBWRIGHT_ROLE', (text) => oneOf(['all', 'api', 'worker'] as const, text)) ?? 'all',
    masterKeys: read('HUBWRIGHT_MASTER_KEY', parseMasterKeys),
    first: {
      userSecret: read('HUBWRIGHT_USER_SECRET', parseSecret),
      organizationSecret: read('HUBWRIGHT_ORGANIZATION_SECRET', parseSecret),
      adminEmail: read('HUBWRIGHT_ADMIN_EMAIL', parseEmail),
      adminPassword: read('HUBWRIGHT_ADMIN_PASSWORD', parsePassword),
    },
    sandbox: read('HUBWRIGHT_SANDBOX', parseSwitch) ?? options.command === 'start',
    sandboxPort: read('HUBWRIGHT_SANDBOX_PORT', parsePort) ?? 8090,
    connectorsDir: read('HUBWRIGHT_CONNECTORS_DIR', (text) => resolve(text)),
    vendors: readVendors(environment, raw, problems),
    smtpUrl: read('HUBWRIGHT_SMTP_URL', parseSmtpUrl),
    egressAllow: read('HUBWRIGHT_EGRESS_ALLOW', parseAllowList) ?? [],
    trustedProxies: read('HUBWRIGHT_TRUSTED_PROXIES', parseProxies) ?? [],
    logLevel: read('HUBWRIGHT_LOG_LEVEL', (text) => oneOf(logLevels, text)) ?? 'info',
    metricsToken: read('HUBWRIGHT_METRICS_TOKEN', parseSecret),
  }
  if (isGiven(environment, 'DATABASE_URL') && !isGiven(environment, 'HUBWRIGHT_MASTER_KEY')) {
    problems.push(
      'HUBWRIGHT_MASTER_KEY is required with DATABASE_URL; write 32 random bytes in base64 (`openssl rand -base64 32`) and keep them safe',
    )
  }
  problems.push(...unknownNames(environment))
  if (problems.length > 0) throw new ConfigError(problems)
  return deepFreeze(config)
}

function isGiven(environment: Environment, name: string): boolean {
  return (environment[name] ?? '') !== '' || (environment[`${name}_FILE`] ?? '') !== ''
}

function isSecretName(name: string): boolean {
  return (secretNames as readonly string[]).includes(name) || name.endsWith('_CLIENT_SECRET')
}

function readValue(environment: Environment, name: string, problems: string[]): string | undefined {
  const direct = environment[name] === '' ? undefined : environment[name]
  const path = isSecretName(name) ? environment[`${name}_FILE`] : undefined
  if (path === undefined || path === '') return direct
  if (direct !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set; write only one of them`)
    return undefined
  }
  try {
    const text = readFileSync(path, 'utf8').trim()
    if (text !== '') return text
    problems.push(`${name}_FILE names an empty file, ${path}; write the value into it`)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    problems.push(
      `${name}_FILE names ${path}, which cannot be read (${reason}); write the path of a readable file`,
    )
  }
  return undefined
}

function judged<T>(
  name: string,
  text: string,
  parse: (text: string) => T,
  problems: string[],
): T | undefined {
  try {
    return parse(text)
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

function readVendors(
  environment: Environment,
  raw: (name: string) => string | undefined,
  problems: string[],
): Record<string, VendorSettings> {
  const keys = new Set<string>()
  for (const [name, value] of Object.entries(environment)) {
    const key = vendorName.exec(name.replace(/_FILE$/, ''))?.[1]
    if (key !== undefined && value !== undefined && value !== '') keys.add(key)
  }
  const vendors: Record<string, VendorSettings> = {}
  for (const key of keys) {
    const url = (field: string): string | undefined => {
      const name = `HUBWRIGHT_VENDOR_${key}_${field}`
      const text = raw(name)
      return text === undefined ? undefined : judged(name, text, parseBaseUrl, problems)
    }
    const clientId = raw(`HUBWRIGHT_VENDOR_${key}_CLIENT_ID`)
    const clientSecret = raw(`HUBWRIGHT_VENDOR_${key}_CLIENT_SECRET`)
    for (const [missing, given] of [
      ['CLIENT_SECRET', 'CLIENT_ID'],
      ['CLIENT_ID', 'CLIENT_SECRET'],
    ] as const) {
      const prefix = `HUBWRIGHT_VENDOR_${key}_`
      if (isGiven(environment, prefix + given) && !isGiven(environment, prefix + missing)) {
        problems.push(`${prefix}${missing} is missing beside ${prefix}${given}; write both or none`)
      }
    }
    vendors[key.toLowerCase()] = {
      authUrl: url('AUTH_URL'),
      apiUrl: url('API_URL'),
      clientId,
      clientSecret,
    }
  }
  return vendors
}

/** What README and examples have programs read that call us; they may run in the terminal that starts the server. */
const clientNames: ReadonlySet<string> = new Set([
  'HUBWRIGHT_URL',
  'HUBWRIGHT_SECRETS',
  'HUBWRIGHT_AUTHORIZATION',
])

function unknownNames(environment: Environment): string[] {
  const known: string[] = [
    ...plainNames,
    ...secretNames,
    ...secretNames.map((name) => `${name}_FILE`),
  ]
  const problems: string[] = []
  for (const name of Object.keys(environment)) {
    if (!/^HUBWRIGHT_/i.test(name) || known.includes(name) || clientNames.has(name)) continue
    if (
      vendorName.test(name) ||
      vendorName.test(name.replace(/_CLIENT_SECRET_FILE$/, '_CLIENT_SECRET'))
    ) {
      continue
    }
    if (/^HUBWRIGHT_VENDOR_/i.test(name)) {
      problems.push(
        `${name} is no setting; write HUBWRIGHT_VENDOR_<KEY>_ followed by ${vendorFields.join(', ')}`,
      )
      continue
    }
    const nearest = nearestName(name.toUpperCase(), known)
    problems.push(
      nearest === undefined
        ? `${name} is no setting; remove it`
        : `${name} is no setting; write ${nearest} or remove it`,
    )
  }
  return problems
}

function oneOf<T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((word) => word === text)
  if (found !== undefined) return found
  throw new Error(`"${text}" is not known; write one of ${allowed.join(', ')}`)
}

function parseSwitch(text: string): boolean {
  return oneOf(['on', 'off'] as const, text) === 'on'
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port
  throw new Error(`"${text}" is no port; write a number from 0 to 65535 (0 = any free port)`)
}

function parseHost(text: string): string {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  if (isIP(bare) !== 0 || /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252})$/.test(bare)) return bare
  throw new Error(`"${text}" is no host; write an address or a name such as 127.0.0.1 or 0.0.0.0`)
}

function parseBaseUrl(text: string): string {
  const url = URL.parse(text)
  const example =
    'write an address such as https://hub.example.com, without user, query or fragment'
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`this is no http or https address; ${example}`)
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new Error(`the address carries more than origin and path; ${example}`)
  }
  return url.href.replace(/\/+$/, '')
}

function parseDatabaseUrl(text: string): string {
  if (/^postgres(?:ql)?:\/\/./.test(text)) return text
  throw new Error(
    'this is no PostgreSQL address; write postgresql://user:password@host:5432/database',
  )
}

function parseSmtpUrl(text: string): string {
  const url = URL.parse(text)
  if (url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return text
  throw new Error('this is no mail server; write smtp://user:password@mail.example.com:587')
}

function parseSecret(text: string): string {
  if (/^[\x21-\x2b\x2d-\x7e]{8,256}$/.test(text)) return text
  throw new Error(
    'the secret must have 8 to 256 visible ASCII characters without space or comma; write for instance `openssl rand -base64 32`',
  )
}

function parsePassword(text: string): string {
  if (text.length >= 8 && text.length <= 256) return text
  throw new Error('the password must have 8 to 256 characters; write a longer or shorter one')
}

function parseEmail(text: string): string {
  if (text.length <= 254 && /^[^\s@,]+@[^\s@,]+$/.test(text)) return text
  throw new Error(`"${text}" is no mail address; write one such as admin@example.com`)
}

function parseAllowList(text: string): AllowRule[] {
  return listed(text).map(parseAllowRule)
}

function parseProxies(text: string): string[] {
  const entries = listed(text)
  for (const entry of entries) {
    if (parseAllowRule(entry).port === undefined) continue
    throw new Error(`"${entry}" names a port; write addresses or ranges such as 10.0.0.0/8`)
  }
  return entries
}

function listed(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return entries.filter((entry) => entry !== '')
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const member of Object.values(value)) deepFreeze(member)
  return Object.freeze(value)
}
