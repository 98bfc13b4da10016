import { createHash } from 'node:crypto'
import { raw } from './html.ts'

/** Fetches anew what an element with `data-live` shows, from the address that it names there. */
const script = `
for (const shown of document.querySelectorAll('[data-live]')) {
  setInterval(async () => {
    // Whoever reads on is not disturbed.
    if (document.hidden || shown.querySelector('details[open]')) return
    const answer = await fetch(shown.dataset.live).catch(() => undefined)
    if (answer?.ok) shown.innerHTML = await answer.text()
  }, 2000)
}
`

/** Goes behind the content of a page with elements that update themselves. */
export const liveScript = raw(`<script>${script}</script>`)

/** Names that script in the page's content security policy. */
export const liveScriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`
