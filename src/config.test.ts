import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigError, type Environment, readConfig } from './config.ts'
import { mayConnect, parseAddress } from './net/addresses.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const start = { command: 'start' } as const
const keyA = Buffer.alloc(32, 1).toString('base64')
const keyB = Buffer.alloc(32, 2).toString('base64')

function problemsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment, start)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('readConfig', () => {
  it('needs nothing at all and gives the documented defaults', () => {
    expect(readConfig({ PATH: '/bin', HUBWRIGHT_PORT: '' }, start)).toEqual({
      command: 'start',
      host: '127.0.0.1',
      port: 8080,
      publicUrl: undefined,
      dataDir: resolve('data'),
      databaseUrl: undefined,
      role: 'all',
      masterKeys: undefined,
      first: {
        userSecret: undefined,
        organizationSecret: undefined,
        adminEmail: undefined,
        adminPassword: undefined,
      },
      sandbox: true,
      sandboxPort: 8090,
      connectorsDir: undefined,
      vendors: {},
      smtpUrl: undefined,
      egressAllow: [],
      trustedProxies: [],
      logLevel: 'info',
      metricsToken: undefined,
    })
  })

  it('runs the sandbox under start, not under serve, unless told otherwise', () => {
    expect(readConfig({}, { command: 'serve' }).sandbox).toBe(false)
    expect(readConfig({ HUBWRIGHT_SANDBOX: 'on' }, { command: 'serve' }).sandbox).toBe(true)
    expect(readConfig({ HUBWRIGHT_SANDBOX: 'off' }, start).sandbox).toBe(false)
  })

  it('reads every setting', () => {
    const config = readConfig(
      {
        HUBWRIGHT_HOST: '[::1]',
        HUBWRIGHT_PORT: '0',
        HUBWRIGHT_PUBLIC_URL: 'https://hub.example.com/',
        HUBWRIGHT_DATA_DIR: '/srv/hub',
        DATABASE_URL: 'postgres://app:pw@db/hub',
        HUBWRIGHT_ROLE: 'worker',
        HUBWRIGHT_MASTER_KEY: `${keyB}, ${keyA}`,
        HUBWRIGHT_USER_SECRET: 'user-secret=',
        HUBWRIGHT_ORGANIZATION_SECRET: '0123456789abcdef',
        HUBWRIGHT_ADMIN_EMAIL: 'admin@example.com',
        HUBWRIGHT_ADMIN_PASSWORD: 'correct horse',
        HUBWRIGHT_CONNECTORS_DIR: '/srv/connectors',
        HUBWRIGHT_SMTP_URL: 'smtps://mail.example.com',
        HUBWRIGHT_SANDBOX_PORT: '9000',
        HUBWRIGHT_EGRESS_ALLOW: '10.0.0.0/8, [fd00::]/8:443',
        HUBWRIGHT_LOG_LEVEL: 'debug',
        HUBWRIGHT_METRICS_TOKEN: 'metrics-token',
        HUBWRIGHT_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1 , fd00::/8',
      },
      start,
    )
    expect(config).toMatchObject({
      host: '::1',
      port: 0,
      publicUrl: 'https://hub.example.com',
      dataDir: '/srv/hub',
      databaseUrl: 'postgres://app:pw@db/hub',
      role: 'worker',
      masterKeys: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)],
      first: {
        userSecret: 'user-secret=',
        organizationSecret: '0123456789abcdef',
        adminEmail: 'admin@example.com',
        adminPassword: 'correct horse',
      },
      connectorsDir: '/srv/connectors',
      smtpUrl: 'smtps://mail.example.com',
      sandboxPort: 9000,
      logLevel: 'debug',
      metricsToken: 'metrics-token',
      trustedProxies: ['10.0.0.0/8', '192.0.2.1', 'fd00::/8'],
    })
    const inside = parseAddress('10.1.2.3')
    expect(inside && mayConnect(inside, 8080, config.egressAllow)).toBe(true)
  })

  it('reads the vendors by key, also keys of several words', () => {
    const { vendors } = readConfig(
      {
        HUBWRIGHT_VENDOR_SHOP_AUTH_URL: 'http://127.0.0.1:8090/shop',
        HUBWRIGHT_VENDOR_SHOP_API_URL: 'http://127.0.0.1:8090/shop/',
        HUBWRIGHT_VENDOR_MY_SHOP_CLIENT_ID: 'app',
        HUBWRIGHT_VENDOR_MY_SHOP_CLIENT_SECRET_FILE: file('client', 'hush\n'),
      },
      start,
    )
    expect(vendors).toEqual({
      shop: {
        authUrl: 'http://127.0.0.1:8090/shop',
        apiUrl: 'http://127.0.0.1:8090/shop',
        clientId: undefined,
        clientSecret: undefined,
      },
      my_shop: { authUrl: undefined, apiUrl: undefined, clientId: 'app', clientSecret: 'hush' },
    })
  })

  it('reads secrets from files and forgives the line end', () => {
    const config = readConfig({ HUBWRIGHT_MASTER_KEY_FILE: file('key', `${keyA}\n`) }, start)
    expect(config.masterKeys).toEqual([Buffer.alloc(32, 1)])
  })

  it('is frozen through and through', () => {
    const config = readConfig({ HUBWRIGHT_VENDOR_SHOP_API_URL: 'https://a.example' }, start)
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.first)).toBe(true)
    expect(Object.isFrozen(config.vendors['shop'])).toBe(true)
  })

  it('asks for a master key when a database is given', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://db/hub' })).toEqual([
      expect.stringMatching(/^HUBWRIGHT_MASTER_KEY is required with DATABASE_URL; write/),
    ])
    expect(problemsOf({ DATABASE_URL: 'postgres://db/hub', HUBWRIGHT_MASTER_KEY: keyA })).toEqual(
      [],
    )
  })

  it.each([
    ['HUBWRIGHT_HOST', 'a b', /write an address or a name/],
    ['HUBWRIGHT_PORT', '80a', /write a number from 0 to 65535/],
    ['HUBWRIGHT_PORT', '65536', /write a number from 0 to 65535/],
    ['HUBWRIGHT_PUBLIC_URL', 'https;//hub.example.com', /write an address such as https:/],
    ['HUBWRIGHT_PUBLIC_URL', 'https://hub.example.com/?a=1', /without user, query or fragment/],
    ['HUBWRIGHT_ROLE', 'both', /write one of all, api, worker/],
    ['HUBWRIGHT_MASTER_KEY', 'c2hvcnQ=', /must be 32 bytes in base64/],
    ['HUBWRIGHT_MASTER_KEY', `${keyA},${keyA}`, /write each key once/],
    ['HUBWRIGHT_USER_SECRET', 'with space', /without space or comma/],
    ['HUBWRIGHT_ORGANIZATION_SECRET', 'a,b,c,d,e', /without space or comma/],
    ['HUBWRIGHT_ADMIN_EMAIL', 'nobody', /write one such as/],
    ['HUBWRIGHT_ADMIN_PASSWORD', 'short', /8 to 256 characters/],
    ['HUBWRIGHT_SANDBOX', 'yes', /write one of on, off/],
    ['HUBWRIGHT_SANDBOX_PORT', '-1', /write a number/],
    ['HUBWRIGHT_VENDOR_SHOP_API_URL', 'ftp://a', /no http or https address/],
    ['HUBWRIGHT_VENDOR_SHOP_CLIENT_ID', 'app', /CLIENT_SECRET is missing beside/],
    ['HUBWRIGHT_SMTP_URL', 'mail.example.com', /write smtp:/],
    ['HUBWRIGHT_EGRESS_ALLOW', 'intranet', /write it like 10\.0\.0\.0\/8/],
    ['HUBWRIGHT_LOG_LEVEL', 'verbose', /write one of fatal, error/],
    ['HUBWRIGHT_MASTERKEY', keyA, /write HUBWRIGHT_MASTER_KEY or remove it/],
    ['HUBWRIGHT_PRT', '1', /write HUBWRIGHT_PORT or remove it/],
    ['hubwright_port', '1', /write HUBWRIGHT_PORT or remove it/],
    ['HUBWRIGHT_HOST_FILE', '/x', /HUBWRIGHT_HOST_FILE is no setting/],
    ['HUBWRIGHT_SOMETHING_ELSE_ENTIRELY', '1', /is no setting; remove it/],
    ['HUBWRIGHT_VENDOR_SHOP_APIURL', 'https://a', /followed by AUTH_URL, API_URL/],
    ['HUBWRIGHT_MASTER_KEY_FILE', '/does/not/exist', /cannot be read \(ENOENT\)/],
  ])('tells what to write instead of %s=%s', (name, value, message) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(message)])
  })

  it('minds no variable of the programs that call us, which README and examples name', () => {
    const told = ['README.md', 'examples/first-call.ts', 'examples/connect-widget/README.md']
    const named = told.flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/export (HUBWRIGHT_\w+)=|env\['(HUBWRIGHT_\w+)'\]/g),
    ])
    const names = new Set(named.map(([, exported, read]) => exported ?? read ?? ''))
    expect(names).toContain('HUBWRIGHT_URL')
    expect(problemsOf(Object.fromEntries([...names].map((name) => [name, 'x'])))).toEqual([])
  })

  it('refuses a secret given twice and an empty file', () => {
    const path = file('empty', '\n')
    expect(
      problemsOf({
        HUBWRIGHT_ADMIN_PASSWORD: 'correct horse',
        HUBWRIGHT_ADMIN_PASSWORD_FILE: path,
      }),
    ).toEqual([expect.stringMatching(/both set; write only one/)])
    expect(problemsOf({ HUBWRIGHT_ADMIN_PASSWORD_FILE: path })).toEqual([
      expect.stringMatching(/names an empty file/),
    ])
  })

  it('reports everything at once and shows no secret', () => {
    const environment = {
      HUBWRIGHT_PORT: 'x',
      HUBWRIGHT_ROLE: 'y',
      HUBWRIGHT_MASTER_KEY: 'hush-1',
      HUBWRIGHT_USER_SECRET: 'hush 2',
      HUBWRIGHT_SMTP_URL: 'hush-3',
      DATABASE_URL: 'hush-4',
    }
    const problems = problemsOf(environment)
    expect(problems.map((line) => line.split(/[: ]/)[0])).toEqual([
      'HUBWRIGHT_PORT',
      'DATABASE_URL',
      'HUBWRIGHT_ROLE',
      'HUBWRIGHT_MASTER_KEY',
      'HUBWRIGHT_USER_SECRET',
      'HUBWRIGHT_SMTP_URL',
    ])
    expect(problems.join()).not.toContain('hush')
    expect(() => readConfig(environment, start)).toThrow(/The configuration cannot be used:\n  - /)
  })
})
