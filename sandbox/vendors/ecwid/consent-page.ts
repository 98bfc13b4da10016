import { html, type Markup } from '../../html.ts'
import { layout } from '../../page-layout.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { ownerEmail } from './profile.ts'
import { describeScope } from './scopes.ts'
import type { Store } from './store.ts'

/** The page on which a store's owner allows or refuses an app. */
export function consentPage(
  request: AuthorizationRequest,
  stores: readonly Store[],
  selected: number | undefined,
): string {
  const { app, scopes, redirectUri, state } = request
  const hidden: readonly (readonly [string, string | undefined])[] = [
    ['client_id', app.clientId],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', scopes.join(' ')],
    ['state', state],
  ]
  const host = new URL(redirectUri).host
  return layout(
    `Allow ${app.name}?`,
    html`<section class="card">
      <p class="muted">Simulated Ecwid sign-in</p>
      <h1>${app.name} would like to use your store</h1>
      <form method="post" action="/ecwid/api/oauth/authorize">
        ${hidden.map(([name, value]) =>
          value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <label for="store_id">Signed in as the owner of</label>
        <select id="store_id" name="store_id">
          ${stores.map((store) => storeChoice(store, selected))}
        </select>
        <p><strong>${app.name}</strong> will be able to:</p>
        <ul class="scopes">
          ${scopes.map(
            (scope) => html`<li>${describeScope(scope)} <code class="muted">${scope}</code></li>`,
          )}
        </ul>
        <p class="muted">Afterwards you return to ${host}.</p>
        <div class="row">
          <button class="primary" id="accept" name="decision" value="accept">Accept</button>
          <button id="cancel" name="decision" value="cancel">Cancel</button>
        </div>
      </form>
    </section>`,
    { narrow: true },
  ).text
}

function storeChoice(store: Store, selected: number | undefined): Markup {
  const text = `${store.settings.storeName} (${store.id}), ${ownerEmail(store)}`
  return store.id === selected
    ? html`<option value="${store.id}" selected>${text}</option>`
    : html`<option value="${store.id}">${text}</option>`
}

/** What the owner sees when a request is not in order. */
export function consentErrorPage(reason: string): string {
  return layout(
    'This app cannot be connected',
    html`<section class="card" role="alert">
      <p class="muted">Simulated Ecwid sign-in</p>
      <h1 class="bad">This app cannot be connected</h1>
      <p>${reason}</p>
    </section>`,
    { narrow: true },
  ).text
}
