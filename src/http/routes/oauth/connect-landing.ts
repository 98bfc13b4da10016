import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import { confirmConnectPage, landedPage } from './connect-view.ts'
import type { ReturnedParameters } from './landing-request.ts'
import type { Page } from './landing-view.ts'

/**
 * The page for a browser that the connect widget sent to the vendor; undefined when it did not.
 * @param isConfirmed the person clicked on the page that says for whom this connects
 */
export async function connectLanding(
  sessions: ConnectSessions,
  connectorKey: string,
  returned: ReturnedParameters,
  cookie: string | undefined,
  isConfirmed = false,
): Promise<Page | undefined> {
  const { code, state, error, extra } = returned
  if (state === undefined || (code === undefined && error === undefined)) return undefined
  const flow = await sessions.returning(connectorKey, state, cookie)
  if (flow === undefined) return undefined
  if (error !== undefined) {
    await sessions.denied(flow, state)
    const message = 'The authorization was refused.'
    return landedPage(flow, { reason: 'denied', message })
  }
  const providerData = new Map([...extra, ['code', code ?? ''], ['state', state]])
  if (!flow.sameBrowser && !isConfirmed) return confirmConnectPage(flow, providerData)
  return landedPage(flow, await sessions.land(flow, providerData))
}
