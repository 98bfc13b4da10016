import { html } from './html.ts'
import { layout } from './page-layout.ts'
import type { SandboxVendor } from './vendor.ts'

/** The front page: which vendors are played here and where to look at them. */
export function indexPage(vendors: readonly SandboxVendor[]): string {
  return layout(
    'Sandbox of simulated vendors',
    html`<h1>Simulated vendors</h1>
      <p class="muted">
        Nothing here is real: stores, shoppers and money exist only in the memory of this process.
      </p>
      ${vendors.map(
        (vendor) =>
          html`<section class="card">
            <h2><a href="/${vendor.key}/admin">${vendor.title}</a></h2>
            <p>${vendor.summary()}</p>
          </section>`,
      )}
      <section class="card">
        <h2><a href="/receiver">Receivers</a></h2>
        <p>Play the customers' apps that are told of events, and show what they were told.</p>
      </section>`,
  ).text
}
