/**
 * What the page of the connect widget is told when a person comes back from the vendor: data for its script, and the
 * same in English for browsers without scripts and for programs. Everything foreign is escaped.
 */
import type { Landed, ReturningConnect } from '../../../instances/connect/landing.ts'
import { escapeHtml } from '../../html-page.ts'

/** Another browser began: say for whom this connects, and ask for a click. */
export function confirmLanding(
  flow: ReturningConnect,
  returned: ReadonlyMap<string, string>,
): string {
  const { connector, organizationName, endUser } = flow
  const fields = [...returned]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('\n')
  const forWhom = endUser === undefined ? '' : `, for <strong>${escapeHtml(endUser)}</strong>`
  return landing(
    { ...known(flow), state: 'confirm', fields: [...returned] },
    `<h1>Finish connecting ${escapeHtml(connector.name)}</h1>
<p>Your ${escapeHtml(connector.name)} account will be linked to <strong>${escapeHtml(organizationName)}</strong>${forWhom}.</p>
<p>Go on only if you began this yourself: they will be able to read and change the account.</p>
<form method="post" action="/oauth/callback/${encodeURIComponent(connector.key)}">
${fields}
<button type="submit">Connect ${escapeHtml(connector.name)}</button>
</form>`,
  )
}

/** The outcome. Its words for programs stand in data attributes. */
export function outcomeLanding(flow: ReturningConnect, landed: Landed): string {
  const { connector, session } = flow
  const outcome =
    'connected' in landed
      ? { state: 'connected' as const }
      : { state: 'failed' as const, reason: landed.reason }
  const reason = 'connected' in landed ? '' : ` data-reason="${landed.reason}"`
  const marks = `id="outcome" data-session="${escapeHtml(session.id)}" data-state="${outcome.state}"${reason}`
  const back =
    session.return_url === null
      ? ''
      : `\n<p><a id="return" href="${escapeHtml(session.return_url)}">Go on to ${escapeHtml(new URL(session.return_url).host)}</a></p>`
  const words =
    'connected' in landed
      ? `<h1 ${marks}>Connected</h1>
<p>${escapeHtml(connector.name)} is connected. You can close this page.</p>`
      : `<h1 ${marks}>Not connected</h1>
<p>${escapeHtml(connector.name)} could not be connected. Nothing was stored.</p>
<p>${escapeHtml(landed.message)}</p>
<p>Go back to where you came from to try again.</p>`
  return landing({ ...known(flow), ...outcome }, words + back)
}

/** What `console/src/connect/landing.ts` reads. */
interface LandingData {
  readonly session: string
  readonly state: 'confirm' | 'connected' | 'failed'
  readonly reason?: string
  readonly connector: { readonly key: string; readonly name: string }
  readonly organizationName: string
  readonly endUser?: string
  readonly returnUrl?: string
  readonly theme: object
  readonly language?: string
  /** Of the form that finishes. */
  readonly fields?: readonly (readonly [string, string])[]
}

function known(flow: ReturningConnect): Omit<LandingData, 'state'> {
  const { connector, session, organizationName, endUser, theme } = flow
  return {
    session: session.id,
    connector: { key: connector.key, name: connector.name },
    organizationName,
    ...(endUser === undefined ? {} : { endUser }),
    ...(session.return_url === null ? {} : { returnUrl: session.return_url }),
    theme,
    ...(session.language === null ? {} : { language: session.language }),
  }
}

function landing(data: LandingData, words: string): string {
  // Nothing in it can end the element.
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
  return `<script type="application/json" id="landing">${json}</script>
<noscript>
<main>
${words}
</main>
</noscript>`
}
