/** Resources that run at moments of an instance's life instead of a client's request. */
import type { Resource } from '../catalog/element.ts'
import { newRequestId } from '../core/ids.ts'
import { callLink, withConfiguration, type CallRoom } from './call-resource.ts'
import { linksOf } from './chain.ts'
import type { ResourceRequest, VendorConnection } from './connection.ts'
import type { PreviousAnswer } from './build-request.ts'

export interface LifecycleOptions {
  /** The request on whose behalf it runs; a new id when there is none. */
  requestId?: string
  /** Milliseconds since 1970; 30 seconds from now by default. */
  deadline?: number
  body?: unknown
  query?: Readonly<Record<string, string>>
}

export interface LifecycleOutcome {
  /** How many resources ran; 0 means the definition has none of this type. */
  readonly ran: number
  /** What they want kept in the instance's configuration. */
  readonly configuration: Readonly<Record<string, string>>
  /** The last answer's body. */
  readonly body: unknown
  readonly vendorCalls: number
}

const usualTimeMs = 30_000

export async function runLifecycle(
  room: CallRoom,
  connection: VendorConnection,
  type: NonNullable<Resource['type']>,
  options: LifecycleOptions = {},
): Promise<LifecycleOutcome> {
  const meter = { vendorCalls: 0 }
  let current = connection
  let configuration: Record<string, string> = {}
  let body: unknown
  let ran = 0
  for (const resource of connection.connector.lifecycleResources(type)) {
    const types = resource.hubwright?.authentication
    if (types !== undefined && !types.includes(connection.authenticationType)) continue
    const request: ResourceRequest = {
      method: resource.method,
      path: resource.path,
      pathVariables: {},
      query: options.query ?? {},
      headers: {},
      body: options.body,
      requestId: options.requestId ?? newRequestId(),
      deadline: options.deadline ?? room.clock.now() + usualTimeMs,
      meter,
    }
    let previous: PreviousAnswer | undefined
    for (const link of linksOf(connection.connector, resource)) {
      const done = await callLink(room, current, link, request, previous)
      configuration = { ...configuration, ...done.configuration }
      current = withConfiguration(done.connection, done.configuration)
      previous = done.previous
      body = done.answer.body
    }
    ran += 1
  }
  if (connection.saveConfiguration !== undefined && Object.keys(configuration).length > 0) {
    await connection.saveConfiguration(configuration)
  }
  return { ran, configuration, body, vendorCalls: meter.vendorCalls }
}
