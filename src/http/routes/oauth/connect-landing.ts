import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { ConsoleBuild, ConsolePage } from '../../console-build.ts'
import { confirmLanding, outcomeLanding } from './connect-view.ts'
import type { ReturnedParameters } from './landing-request.ts'

interface Arrival {
  readonly connectorKey: string
  readonly returned: ReturnedParameters
  readonly cookie?: string | undefined
  /** The person clicked on the page that says for whom this connects. */
  readonly isConfirmed?: boolean
}

/** The page for a browser that the connect widget sent to the vendor; undefined when it did not. */
export async function connectLanding(
  sessions: ConnectSessions,
  build: Pick<ConsoleBuild, 'connectPage'>,
  { connectorKey, returned, cookie, isConfirmed = false }: Arrival,
): Promise<ConsolePage | undefined> {
  const { code, state, error, extra } = returned
  if (state === undefined || (code === undefined && error === undefined)) return undefined
  const flow = await sessions.returning(connectorKey, state, cookie)
  if (flow === undefined) return undefined
  const framed = (landing: string) => build.connectPage("frame-ancestors 'none'", landing)
  // Fails before anything is used up, should the build not be there.
  await framed('')
  if (error !== undefined) {
    await sessions.denied(flow, state)
    const message = 'The authorization was refused.'
    return framed(outcomeLanding(flow, { reason: 'denied', message }))
  }
  const providerData = new Map([...extra, ['code', code ?? ''], ['state', state]])
  if (!flow.sameBrowser && !isConfirmed) return framed(confirmLanding(flow, providerData))
  return framed(outcomeLanding(flow, await sessions.land(flow, providerData)))
}
