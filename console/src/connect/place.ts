/**
 * Where the page runs, and with what. The token comes as the fragment of the address, leaves it at once and is kept
 * for this window alone, so that the way over the vendor's page, or a reload, leads back.
 */
import type { Theme } from './looks.ts'
import type { Landing } from './landing.ts'

/**
 * - `page`: opened by a link
 * - `popup`: a window that the host's script opened
 * - `frame`: within the host's page
 * - `helper`: a window that the frame opened, because vendors refuse to be framed
 */
export type Role = 'page' | 'popup' | 'frame' | 'helper'

export interface Choice {
  readonly element: string
  readonly authenticationType: string
}

interface Kept {
  readonly token: string
  readonly role: Role
  /** Of the host's page, as it says; events go nowhere else, and only when the session allows it. */
  readonly hostOrigin?: string | undefined
  readonly language?: string | undefined
  readonly theme: Theme
  /** What the person is at the vendor for. */
  readonly choice?: Choice | undefined
}

export interface Place extends Omit<Kept, 'token'> {
  readonly sessionId: string
  /** A helper is given it by its frame; undefined where none is known. */
  readonly token: string | undefined
}

export function findPlace(landing: Landing | undefined): Place {
  const sessionId = landing?.session ?? decodeURIComponent(location.pathname.split('/')[2] ?? '')
  const fragment = location.hash.slice(1)
  const nothing = { sessionId, token: undefined, role: 'page' as const, theme: {} }
  // Until the click, its address is all that a reload has.
  if (landing?.state === 'confirm') return nothing
  const isHelper = landing === undefined && fragment === 'helper'
  const given = landing === undefined && !isHelper ? readFragment(fragment) : undefined
  if (given !== undefined) keep(sessionId, given)
  const known = isHelper
    ? { token: undefined, role: 'helper' as const }
    : (given ?? kept(sessionId))
  if (known === undefined) return nothing
  // The token goes, and from a landing page the code of the vendor.
  history.replaceState(null, '', `/connect/${encodeURIComponent(sessionId)}`)
  return { ...nothing, ...known }
}

export function keep(sessionId: string, values: Kept): void {
  try {
    sessionStorage.setItem(storageKey(sessionId), JSON.stringify(values))
  } catch {
    // Browsers may refuse it to frames: then the memory has to do.
  }
}

/** When the session is over. */
export function forget(sessionId: string): void {
  try {
    sessionStorage.removeItem(storageKey(sessionId))
  } catch {
    // Nothing was kept.
  }
}

/** `<token>`, or `<token>&origin=…&language=…&colorScheme=…&primaryColor=…&corners=…`. */
function readFragment(fragment: string): Kept | undefined {
  const [token = '', ...rest] = fragment.split('&')
  if (token === '') return undefined
  const asked = new URLSearchParams(rest.join('&'))
  const say = (name: string) => asked.get(name) ?? undefined
  const hostOrigin = say('origin')
  return {
    token,
    role: roleOf(hostOrigin),
    hostOrigin,
    language: say('language'),
    theme: {
      colorScheme: say('colorScheme'),
      primaryColor: say('primaryColor'),
      corners: say('corners'),
    },
  }
}

function roleOf(hostOrigin: string | undefined): Role {
  if (window.parent !== window) return 'frame'
  return hostOrigin !== undefined && window.opener !== null ? 'popup' : 'page'
}

function kept(sessionId: string): Kept | undefined {
  try {
    const text = sessionStorage.getItem(storageKey(sessionId))
    // Only this page writes under the key.
    return text === null ? undefined : (JSON.parse(text) as Kept)
  } catch {
    return undefined
  }
}

function storageKey(sessionId: string): string {
  return `hubwright-connect-${sessionId}`
}
