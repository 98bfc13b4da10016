/** What a person of the connect widget sees on coming back from the vendor. Everything foreign is escaped. */
import type { Landed, ReturningConnect } from '../../../instances/connect/landing.ts'
import { escapeHtml } from '../../html-page.ts'
import type { Page } from './landing-view.ts'

/** Another browser began: say for whom this connects, and ask for a click. */
export function confirmConnectPage(
  { connector, organizationName, endUser }: ReturningConnect,
  returned: ReadonlyMap<string, string>,
): Page {
  const fields = [...returned]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('\n')
  const forWhom = endUser === undefined ? '' : `, for <strong>${escapeHtml(endUser)}</strong>`
  return {
    title: 'Finish connecting',
    body: `<h1>Finish connecting ${escapeHtml(connector.name)}</h1>
<p>Your ${escapeHtml(connector.name)} account will be linked to <strong>${escapeHtml(organizationName)}</strong>${forWhom}.</p>
<p>Go on only if you began this yourself: they will be able to read and change the account.</p>
<form method="post" action="/oauth/callback/${encodeURIComponent(connector.key)}">
${fields}
<button type="submit">Connect ${escapeHtml(connector.name)}</button>
</form>`,
  }
}

/** The outcome. Its words for programs stand in data attributes: the widget's page may be listening in another window. */
export function landedPage({ connector, session }: ReturningConnect, landed: Landed): Page {
  const state = 'connected' in landed ? 'connected' : 'failed'
  const reason = 'connected' in landed ? '' : ` data-reason="${landed.reason}"`
  const marks = `id="outcome" data-session="${escapeHtml(session.id)}" data-state="${state}"${reason}`
  const back =
    session.return_url === null
      ? ''
      : `\n<p><a id="return" href="${escapeHtml(session.return_url)}">Go on to ${escapeHtml(new URL(session.return_url).host)}</a></p>`
  if ('connected' in landed) {
    return {
      title: 'Connected',
      body: `<h1 ${marks}>Connected</h1>
<p>${escapeHtml(connector.name)} is connected. You can close this page.</p>${back}`,
    }
  }
  return {
    title: 'Not connected',
    body: `<h1 ${marks}>Not connected</h1>
<p>${escapeHtml(connector.name)} could not be connected. Nothing was stored.</p>
<p>${escapeHtml(landed.message)}</p>
<p>Go back to where you came from to try again.</p>${back}`,
  }
}
