import type { Platform, Tenant } from './start-platform.ts'

export interface DemoInstance {
  readonly id: number
  readonly token: string
  readonly name: string
}

/** Connects the sandbox's own store for a tenant, as the first start does. */
export async function connectDemoInstance(
  platform: Platform,
  tenant: Tenant,
  more: Record<string, unknown> = {},
): Promise<DemoInstance> {
  const { body } = await platform.sandbox('POST', '/_control/ecwid/demo-instance')
  const { try: _path, ...request } = body as Record<string, unknown>
  const created = await platform.request('POST', '/instances', {
    tenant,
    body: { ...request, element: { key: 'ecwid' }, ...more },
  })
  if (created.status !== 200) {
    throw new Error(`The demo instance was refused: ${JSON.stringify(created.body)}`)
  }
  return created.body as DemoInstance
}
