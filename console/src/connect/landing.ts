/** What the server writes into the page when a browser comes back from the vendor (connect-view.ts). */
import type { Theme } from './looks.ts'

export interface Landing {
  readonly session: string
  readonly state: 'confirm' | 'connected' | 'failed'
  readonly reason?: string
  readonly connector: { readonly key: string; readonly name: string }
  readonly organizationName: string
  readonly endUser?: string
  readonly returnUrl?: string
  readonly theme: Theme
  readonly language?: string
  readonly fields?: readonly (readonly [string, string])[]
}

export function readLanding(): Landing | undefined {
  const text = document.querySelector('#landing')?.textContent
  return text === undefined || text === null ? undefined : (JSON.parse(text) as Landing)
}
