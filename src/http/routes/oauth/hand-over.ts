/**
 * The landing page of a consent that a page of ours began (`POST /elements/{key}/oauth/consent`): it makes nothing, it
 * tells the page that began what came back. A script of our own does so over a channel that only pages of this origin
 * in the same browser hear; the code is in it only for the browser that has the cookie of the flow.
 */
import type { Instances } from '../../../instances/instances.ts'
import { escapeHtml } from '../../html-page.ts'
import type { ReturnedParameters } from './landing-request.ts'
import type { Page } from './landing-view.ts'

/** What the script tells; `outcome` is a word that the page which began turns into its own text. */
interface HandedOver {
  readonly state: string
  readonly outcome: 'returned' | 'denied' | 'expired' | 'other_browser'
  /** For `providerData`. */
  readonly returned?: Readonly<Record<string, string>>
  /** The vendor's words. */
  readonly message?: string
}

/** The page for a browser that comes back to such a flow; undefined when the flow is another. */
export async function handOver(
  instances: Instances,
  connectorKey: string,
  parameters: ReturnedParameters,
  cookie: string | undefined,
): Promise<Page | undefined> {
  const { code, state, error, description, extra } = parameters
  if (state === undefined || !instances.oauth.isHandedOver(state)) return undefined
  if (error !== undefined) {
    return handOverPage({ state, outcome: 'denied', message: description ?? error })
  }
  if (code === undefined) return undefined
  const flow = await instances.oauth.returning(connectorKey, state, cookie)
  if (flow?.owner === undefined) return handOverPage({ state, outcome: 'expired' })
  if (!flow.sameBrowser) return handOverPage({ state, outcome: 'other_browser' })
  const returned = Object.fromEntries([...extra, ['code', code], ['state', state]])
  return handOverPage({ state, outcome: 'returned', returned })
}

const words: Readonly<Record<HandedOver['outcome'], { title: string; text: string }>> = {
  returned: {
    title: 'Almost there',
    text: 'The page where you began finishes the connection. If it is no longer open, nothing was stored: begin there again.',
  },
  denied: {
    title: 'Not connected',
    text: 'The authorization was refused. Nothing was stored.',
  },
  expired: {
    title: 'Too late',
    text: 'This authorization has expired or was used already. Nothing was stored.',
  },
  other_browser: {
    title: 'Another window began',
    text: 'This authorization was begun in another browser, or another one was begun after it. Nothing was stored.',
  },
}

function handOverPage(told: HandedOver): Page {
  const { title, text } = words[told.outcome]
  return {
    title,
    body: `<h1>${title}</h1>
<p id="handed-over" data-told="${escapeHtml(JSON.stringify(told))}">${text}</p>
<p>You can close this window and go on where you began.</p>
<script src="/docs/assets/hand-over.js"></script>`,
  }
}
