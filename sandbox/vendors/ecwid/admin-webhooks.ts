import { html, type Markup } from '../../html.ts'
import { tableHead } from '../../page-layout.ts'
import { deedTypes } from './deeds.ts'
import type { WebhookAttempt } from './deliveries.ts'
import type { Store } from './store.ts'
import type { Endpoint } from './webhook-endpoint.ts'

/** What the page shows of a store's webhooks. */
export interface WebhooksView {
  readonly store: Store | undefined
  readonly endpoints: readonly (ReturnType<Endpoint['summary']> & { readonly name: string })[]
  readonly attempts: readonly WebhookAttempt[]
}

const shownAttempts = 30

/** Where webhooks of a store go, what makes them happen, and what was sent. */
export function webhooksCard(view: WebhooksView): Markup | undefined {
  const { store } = view
  if (store === undefined) return undefined
  return html`<section class="card">
    <h2>Webhooks</h2>
    ${endpointTable(view)}
    <form method="post" action="/ecwid/admin/actions" class="row">
      <input type="hidden" name="store" value="${store.id}" />
      <div>
        <label for="eventType">Let something happen</label>
        <select id="eventType" name="eventType">
          ${deedTypes.map((type) => html`<option>${type}</option>`)}
        </select>
      </div>
      <button name="action" value="happen">Do it</button>
      <button name="action" value="unblock">Unblock webhooks</button>
    </form>
    <table>
      ${tableHead('When', 'To', 'Event', 'Entity', 'Attempt', 'Answer', 'On purpose')}
      <tbody data-live="/ecwid/admin/webhooks?store=${store.id}">
        ${attemptRows(view.attempts)}
      </tbody>
    </table>
  </section>`
}

function endpointTable({ endpoints }: WebhooksView): Markup {
  if (endpoints.length === 0) {
    return html`<p class="muted">Nobody is told of changes: no app has a webhook address.</p>`
  }
  return html`<table>
    ${tableHead('Told', 'Address', 'State')}
    <tbody>
      ${endpoints.map(
        ({ name, url, blocked, failingSince }) =>
          html`<tr>
            <td>${name}</td>
            <td><code>${url}</code></td>
            <td class="${blocked ? 'bad' : ''}">
              ${blocked ? 'blocked' : failingSince === null ? 'open' : `failing since ${failingSince}`}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** The rows of the delivery log, newest first. */
export function attemptRows(attempts: readonly WebhookAttempt[]): Markup {
  return html`${attempts
    .slice(-shownAttempts)
    .toReversed()
    .map(
      (attempt) =>
        html`<tr>
          <td>${attempt.at.slice(11, 19)}</td>
          <td>${attempt.endpoint}</td>
          <td>${attempt.eventType}</td>
          <td>${attempt.entityId}</td>
          <td>${attempt.attempt === 0 ? 'not sent' : attempt.attempt}</td>
          <td class="${attempt.delivered ? '' : 'bad'}">${attempt.status ?? attempt.error}</td>
          <td>${attempt.onPurpose.join(', ')}</td>
        </tr>`,
    )}`
}
