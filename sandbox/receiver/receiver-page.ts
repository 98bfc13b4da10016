import { html, type Markup } from '../html.ts'
import { liveScript } from '../live-rows.ts'
import { layout, tableHead } from '../page-layout.ts'
import type { Inbox, ReceivedNotification } from './inbox.ts'
import type { Verdict } from './verify.ts'

const shownNotifications = 100

/** The page of all receivers. */
export function receiversPage(inboxes: ReadonlyMap<string, Inbox>): string {
  return layout(
    'Receivers',
    html`<h1>Receivers</h1>
      <p class="muted"><a href="/">All vendors</a></p>
      <section class="card">
        <p>
          A receiver plays a customer's own app: whatever is posted to
          <code>/receiver/any-name</code> is kept and shown under that name.
        </p>
        <table>
          ${tableHead('Name', 'Received', 'Again')}
          <tbody data-live="/receiver?rows">
            ${receiverRows(inboxes)}
          </tbody>
        </table>
      </section>`,
    { after: liveScript },
  ).text
}

/** A row for each receiver. */
export function receiverRows(inboxes: ReadonlyMap<string, Inbox>): Markup {
  if (inboxes.size === 0) {
    return html`<tr>
      <td colspan="3">Nothing has arrived yet.</td>
    </tr>`
  }
  return html`${[...inboxes].map(([name, inbox]) => {
    const { received, duplicates } = inbox.summary()
    return html`<tr>
      <td><a href="/receiver/${encodeURIComponent(name)}">${name}</a></td>
      <td>${received}</td>
      <td>${duplicates}</td>
    </tr>`
  })}`
}

/** The page of one receiver. */
export function receiverPage(name: string, inbox: Inbox | undefined): string {
  return layout(
    `Receiver ${name}`,
    html`<h1>Receiver ${name}</h1>
      <p class="muted"><a href="/receiver">All receivers</a></p>
      <div data-live="/receiver/${encodeURIComponent(name)}/rows">
        ${notifications(name, inbox)}
      </div>`,
    { after: liveScript },
  ).text
}

/** What a receiver has received, newest first. */
export function notifications(name: string, inbox: Inbox | undefined): Markup {
  if (inbox === undefined || inbox.received().length === 0) {
    return html`<section class="card">
      <p>Nothing has arrived yet. This page looks for news by itself.</p>
    </section>`
  }
  const { received, duplicates } = inbox.summary()
  return html`<section class="card">
    <p>${received} received, ${duplicates} of them again. The newest first.</p>
    ${inbox.settings.standardWebhookSecret === undefined ? secretHint(name) : ''}
    <table>
      ${tableHead('When', 'Event', 'Id', 'Attempt', 'Signatures', 'Answer', 'Body')}
      <tbody>
        ${inbox.received().slice(-shownNotifications).toReversed().map(notificationRow)}
      </tbody>
    </table>
  </section>`
}

function notificationRow(one: ReceivedNotification): Markup {
  return html`<tr>
    <td>${one.at.slice(11, 19)}</td>
    <td>
      ${one.events.map(
        ({ eventType, objectType, objectId }) =>
          html`<div>${eventType} ${objectType} <code>${objectId}</code></div>`,
      )}
    </td>
    <td>${ids(one).map((id) => html`<div><code class="whole">${id}</code></div>`)}</td>
    <td class="${one.attempt > 1 ? 'bad' : ''}">${one.attempt}</td>
    <td>
      ${verdict('Standard Webhooks', one.standardSignature)}
      ${verdict('Elements', one.elementsSignature)}
    </td>
    <td>${one.status ?? 'none'}</td>
    <td>
      <details>
        <summary>${one.body.length} characters</summary>
        <code>${one.body}</code>
      </details>
    </td>
  </tr>`
}

/** Mostly one: the older header repeats it. */
function ids({ webhookId, elementsWebhookId }: ReceivedNotification): string[] {
  return [...new Set([webhookId, elementsWebhookId])].filter((id) => id !== null)
}

function secretHint(name: string): Markup {
  const secret = '{"standardWebhookSecret": "whsec_…"}'
  return html`<p class="muted">
    To have signatures checked, tell the receiver the secret of the subscription (<code
      >GET /notifications/subscriptions/{id}/secret</code
    >), or the older <code>signatureKey</code>:
    <code>PUT /_control/receiver/${encodeURIComponent(name)} ${secret}</code>
  </p>`
}

function verdict(scheme: string, found: Verdict): Markup {
  const bad = found === 'invalid' || found === 'missing'
  const words = found === 'unchecked' ? 'not checked' : found
  return html`<div class="${bad ? 'bad' : ''}">${scheme}: ${words}</div>`
}
