/** What a start tells people. Pure text; the caller chooses where it goes. */
import type { FoundedOrganization } from '../accounts/founding.ts'

export interface StartFacts {
  readonly version: string
  readonly publicUrl: string
  /** False for a worker, which answers health and metrics only. */
  readonly servesApi: boolean
  readonly sandboxUrl: string | undefined
  /** Names of the connectors that speak with the sandbox. */
  readonly simulated: readonly string[]
  /** Where the first start's secrets were put; undefined on later starts and in a terminal. */
  readonly secretsFile: string | undefined
}

export function startBlock(facts: StartFacts): string {
  const { publicUrl, servesApi, sandboxUrl, simulated, secretsFile } = facts
  const rows: (readonly [string, string])[] = servesApi
    ? [
        ['Console', `${publicUrl}/`],
        ['API', `${publicUrl}/elements/api-v2`],
        ['API docs', `${publicUrl}/docs`],
      ]
    : [
        ['Health', `${publicUrl}/readyz`],
        ['Metrics', `${publicUrl}/metrics`],
      ]
  if (sandboxUrl !== undefined) {
    const note = simulated.length === 0 ? '' : `   (plays the vendor of ${simulated.join(', ')})`
    rows.push(['Sandbox', `${sandboxUrl}/${note}`])
  }
  if (secretsFile !== undefined) rows.push(['Secrets', secretsFile])
  const lines = rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`)
  return `Hubwright ${facts.version} is ready\n\n${lines.join('\n')}\n`
}

/** What the first start connected, if anything. */
export interface ConnectedDemo {
  readonly instanceName: string
  readonly token: string
  /** Whole path below the API, such as `/hubs/shops/things?pageSize=3`. */
  readonly path: string
}

/**
 * The secrets of the first organization, with a command that works where `apiUrl` says that this process serves the
 * API. Shown once.
 */
export function secretsBlock(
  founded: FoundedOrganization,
  demo: ConnectedDemo | undefined,
  apiUrl: string | undefined,
): string {
  const { userSecret, organizationSecret, email, password } = founded
  const rows = [
    ['User secret', userSecret],
    ['Organization secret', organizationSecret],
    ['Admin email', email],
    ['Admin password', password],
    ...(demo === undefined ? [] : [[`Token of "${demo.instanceName}"`, demo.token]]),
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length)) + 2
  const lines = rows.map(([name = '', value]) => `  ${name.padEnd(width)}${value}`)
  const secrets = `User ${userSecret}, Organization ${organizationSecret}`
  const authorization = demo === undefined ? secrets : `${secrets}, Element ${demo.token}`
  const path = demo?.path ?? '/elements?abridged=true'
  const shown = `First start. Keep these, they are printed this once; the console shows the first two again:

${lines.join('\n')}
`
  if (apiUrl === undefined) return shown
  return `${shown}
Try it:

  curl -H 'Authorization: ${authorization}' '${apiUrl}/elements/api-v2${path}'
`
}
