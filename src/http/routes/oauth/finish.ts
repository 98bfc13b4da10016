import { PlatformError } from '../../../core/errors.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { ReturningFlow } from '../../../instances/oauth/flows.ts'
import { connectedPage, failedPage, type Page } from './landing-view.ts'

/** Makes the instance for whoever began. The state is used up by it, so this works once. */
export async function finish(
  instances: Instances,
  flow: ReturningFlow,
  owner: NonNullable<ReturningFlow['owner']>,
  providerData: ReadonlyMap<string, string>,
): Promise<Page> {
  try {
    const instance = await instances.create(owner.caller, {
      element: { key: flow.connector.key },
      providerData: Object.fromEntries(providerData),
    })
    return connectedPage(instance, flow.callerState)
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code === 'internal') throw error
    return failedPage(flow.connector.name, error.message)
  }
}
