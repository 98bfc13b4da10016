/**
 * The first minute: a store of the sandbox, connected by the same door as any other. What to send is asked of the
 * sandbox, which knows its vendors; here no vendor has a name.
 */
import type { FoundedOrganization } from '../accounts/founding.ts'
import type { Rooms } from '../rooms.ts'
import { isJsonObject } from '../core/json.ts'
import { parseJson } from '../core/parse-json.ts'
import type { ConnectedDemo } from './start-block.ts'

interface DemoInstance {
  readonly name: string
  readonly externalAuthentication: string
  readonly configuration: Record<string, string>
  /** A path below the connector's hub. */
  readonly try: string
}

/** Connects the first connector that the sandbox plays and has a store ready for. */
export async function connectDemo(
  rooms: Rooms,
  founded: FoundedOrganization,
): Promise<ConnectedDemo | undefined> {
  const simulated = rooms.catalog.list().filter(({ origins }) => origins.inForce === 'sandbox')
  for (const connector of simulated) {
    const demo = await readDemo(rooms, connector.origins.api, connector.key)
    if (demo === undefined) continue
    const caller = await rooms.accounts.findBySecrets(
      founded.userSecret,
      founded.organizationSecret,
    )
    if (caller === undefined) throw new Error('The first organization does not find its own user')
    const { try: path, ...body } = demo
    const instance = await rooms.instances.create(caller, {
      ...body,
      element: { key: connector.key },
    })
    return {
      instanceName: instance.name,
      token: instance.token,
      path: `/hubs/${connector.hub}${path}`,
    }
  }
  return undefined
}

async function readDemo(
  { sender }: Rooms,
  api: string,
  key: string,
): Promise<DemoInstance | undefined> {
  const answer = await sender.send({
    method: 'POST',
    url: `${new URL(api).origin}/_control/${key}/demo-instance`,
    headers: {},
    timeoutMs: 5000,
  })
  if (answer.status === 404) return undefined
  const demo = answer.status === 200 ? parseJson(answer.body) : undefined
  if (isDemo(demo)) return demo
  throw new Error(`The sandbox answered ${answer.status} when asked for a store of ${key}`)
}

function isDemo(value: unknown): value is DemoInstance {
  return (
    isJsonObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['try'] === 'string' &&
    isJsonObject(value['configuration'])
  )
}
