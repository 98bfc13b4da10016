/** The vendors of the sandbox tell this server of changes, as real ones do once somebody entered its address. */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { basePath } from '../http/hub-paths.ts'
import type { Rooms } from '../rooms.ts'

/**
 * Enters the address at each simulated vendor that has one for all accounts of an app. Nobody depends on it, so a failure
 * is said in the log and no more.
 * @param localUrl where this server listens, as the sandbox reaches it
 */
export async function registerAtSandbox(rooms: Rooms, localUrl: string, log: Log): Promise<void> {
  for (const { key, element, origins, platformApp } of rooms.catalog.list()) {
    const isToldByApp = element.hubwright?.events?.webhook?.address === 'app'
    if (origins.inForce !== 'sandbox' || platformApp === undefined || !isToldByApp) continue
    try {
      const { status } = await rooms.sender.send({
        method: 'PUT',
        url: `${new URL(origins.api).origin}/_control/${key}/apps/${encodeURIComponent(platformApp.clientId)}/webhook`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: `${localUrl}${basePath}/events/${key}` }),
        timeoutMs: 5000,
      })
      if (status === 200) continue
      log.warn({ connector: key, status }, 'the sandbox did not take the address for webhooks')
    } catch (error) {
      log.warn({ connector: key, err: toError(error) }, 'the sandbox does not know us')
    }
  }
}
