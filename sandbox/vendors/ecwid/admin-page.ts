import type { CallRecord } from '../../call-log.ts'
import { html, type Markup } from '../../html.ts'
import { liveScript } from '../../live-rows.ts'
import { maskToken } from '../../masking.ts'
import { layout, tableHead } from '../../page-layout.ts'
import type { Order, Product } from './model.ts'
import type { Store } from './store.ts'
import { webhooksCard, type WebhooksView } from './admin-webhooks.ts'
import type { World } from './world.ts'

/** What the admin page shows. */
interface AdminView extends WebhooksView {
  readonly world: World
  readonly calls: readonly CallRecord[]
}

/** The whole admin page. */
export function adminPage(view: AdminView): string {
  const { world, store } = view
  return layout(
    'Simulated Ecwid',
    html`<h1>Simulated Ecwid</h1>
      <p class="muted"><a href="/">All vendors</a></p>
      ${storesCard(world, store)} ${store === undefined ? '' : storeCards(store)}
      ${tokensCard(world)} ${webhooksCard(view)}
      <section class="card">
        <h2>Requests received</h2>
        <table>
          ${tableHead('When', 'Request', 'Who', 'Status', 'ms', 'Fault')}
          <tbody data-live="/ecwid/admin/calls">
            ${callRows(view.calls)}
          </tbody>
        </table>
      </section>`,
    { after: liveScript },
  ).text
}

/** The rows of the request log, newest first. */
export function callRows(calls: readonly CallRecord[]): Markup {
  return html`${calls.toReversed().map((call) => {
    const query = new URLSearchParams(call.query).toString()
    const failed = call.status === null || call.status >= 400
    return html`<tr>
      <td>${call.at.slice(11, 19)}</td>
      <td><code>${call.method} ${call.path}${query === '' ? '' : `?${query}`}</code></td>
      <td><code>${call.auth}</code></td>
      <td class="${failed ? 'bad' : ''}">${call.status ?? 'cut'}</td>
      <td>${call.durationMs}</td>
      <td>${call.fault}</td>
    </tr>`
  })}`
}

function storesCard(world: World, selected: Store | undefined): Markup {
  return html`<section class="card">
    <h2>Stores</h2>
    <table>
      ${tableHead('Number', 'Name', 'Products', 'Orders', 'Customers', 'Plan')}
      <tbody>
        ${[...world.stores.values()].map(
          (store) =>
            html`<tr>
              <td>
                <a href="/ecwid/admin?store=${store.id}">${store.id}</a
                >${store === selected ? ' •' : ''}
              </td>
              <td>${store.settings.storeName}</td>
              <td>${store.products.size}</td>
              <td>${store.orders.size}</td>
              <td>${store.customers.size}</td>
              <td>${store.settings.suspended ? 'suspended' : store.settings.plan}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

function storeCards(store: Store): Markup {
  const products = lastOf(store.products.all(), 200)
  const orders = lastOf(store.orders.all(), 15).toReversed()
  return html`<section class="card">
      <h2>Shop of store ${store.id}</h2>
      <form method="post" action="/ecwid/admin/actions" class="row">
        <input type="hidden" name="store" value="${store.id}" />
        <input type="hidden" name="action" value="place-order" />
        <div><label for="product">Product</label>${productSelect(products, 'product')}</div>
        <div>
          <label for="quantity">Pieces</label>
          <input id="quantity" name="quantity" type="number" value="1" min="1" max="99" />
        </div>
        <div><label for="name">Name</label><input id="name" name="name" value="Ann Bee" /></div>
        <div>
          <label for="email">Mail</label>
          <input id="email" name="email" type="email" value="ann@example.com" />
        </div>
        <button class="primary">Place order</button>
      </form>
      <form method="post" action="/ecwid/admin/actions" class="row">
        <input type="hidden" name="store" value="${store.id}" />
        <input type="hidden" name="action" value="add-stock" />
        <div><label for="stocked">Stock of</label>${productSelect(products, 'stocked')}</div>
        <div>
          <label for="pieces">Add pieces (or take)</label>
          <input id="pieces" name="pieces" type="number" value="5" />
        </div>
        <button>Change stock</button>
      </form>
    </section>
    <section class="card">
      <h2>Latest orders</h2>
      <table>
        ${tableHead('Order', 'Buyer', 'Total', 'Payment', 'Fulfilment', '')}
        <tbody>
          ${orders.map((order) => orderRow(store, order))}
        </tbody>
      </table>
    </section>`
}

function lastOf<T>(rows: Iterable<T>, count: number): T[] {
  return [...rows].slice(-count)
}

function productSelect(products: readonly Product[], id: string): Markup {
  return html`<select id="${id}" name="product">
    ${products.map(
      (product) =>
        html`<option value="${product.id}">
          ${product.fields.name}
          (${product.fields.unlimited ? 'unlimited' : (product.fields.quantity ?? 0)})
        </option>`,
    )}
  </select>`
}

function orderRow(store: Store, order: Order): Markup {
  const buttons = ['pay', 'ship', 'cancel', 'refund']
  return html`<tr>
    <td><code>${order.publicId}</code></td>
    <td>${order.fields.email}</td>
    <td>${order.fields.total.toFixed(store.settings.currencyPrecision)}</td>
    <td>${order.fields.paymentStatus}</td>
    <td>${order.fields.fulfillmentStatus}</td>
    <td class="actions">
      <form method="post" action="/ecwid/admin/actions">
        <input type="hidden" name="store" value="${store.id}" />
        <input type="hidden" name="order" value="${order.publicId}" />
        ${buttons.map(
          (action) =>
            html`<button class="small" name="action" value="${action}">${action}</button> `,
        )}
      </form>
    </td>
  </tr>`
}

function tokensCard(world: World): Markup {
  return html`<section class="card">
    <h2>Tokens</h2>
    <table>
      ${tableHead('Token', 'Store', 'App', 'Scopes', '')}
      <tbody>
        ${[...world.tokens.values()].slice(-50).map(
          (token) =>
            html`<tr>
              <td><code>${maskToken(token.value)}</code></td>
              <td>${token.storeId}</td>
              <td>${token.clientId}</td>
              <td>${token.scopes.size}</td>
              <td class="actions">
                <form method="post" action="/ecwid/admin/actions">
                  <input type="hidden" name="store" value="${token.storeId}" />
                  <input type="hidden" name="app" value="${token.clientId}" />
                  <button class="small" name="action" value="uninstall">uninstall app</button>
                </form>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}
