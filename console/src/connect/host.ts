/**
 * Events for the page that holds the widget. Their target is the exact origin that the page named; what came of the
 * session is told only when the session allows that origin. Never a token.
 */
import type { Place, Role } from './place.ts'
import type { Session } from './session.ts'

type Said =
  | { readonly type: 'ready' | 'closed' }
  | { readonly type: 'height'; readonly height: number }
  | { readonly type: 'connected'; readonly instanceId: number; readonly name: string }
  | { readonly type: 'failed'; readonly reason: string }

export interface Host {
  /** There is one to tell, so the widget can be closed. */
  readonly isThere: boolean
  ready(): void
  closed(): void
  height(height: number): void
  connected(session: Session): void
  failed(session: Session, reason: string): void
}

export function findHost({ sessionId, role, hostOrigin }: Place): Host {
  const holders: Partial<Record<Role, Window | null>> = {
    frame: window.parent,
    popup: window.opener as Window | null,
  }
  const target = holders[role] ?? null
  const tell = (said: Said) => {
    if (target === null || hostOrigin === undefined) return
    target.postMessage({ source: 'hubwright-connect', sessionId, ...said }, hostOrigin)
  }
  const isAllowed = ({ allowedOrigins }: Session) =>
    hostOrigin !== undefined && allowedOrigins.includes(hostOrigin)
  return {
    isThere: target !== null && hostOrigin !== undefined,
    ready: () => tell({ type: 'ready' }),
    closed() {
      tell({ type: 'closed' })
      if (role === 'popup') window.close()
    },
    height: (height) => tell({ type: 'height', height }),
    connected(session) {
      const { instance } = session
      if (instance === undefined || !isAllowed(session)) return
      tell({ type: 'connected', instanceId: instance.id, name: instance.name })
    },
    failed(session, reason) {
      if (isAllowed(session)) tell({ type: 'failed', reason })
    },
  }
}
