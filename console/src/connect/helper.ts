/**
 * The window beside a frame. Within a frame the browser keeps no cookie of ours and vendors do not appear, so the frame
 * opens a window of the same page, hands it the token and what was chosen, and hears from it when it is done. Both are
 * of our origin, and each believes nothing else.
 */
import type { Theme } from './looks.ts'
import type { Choice } from './place.ts'
import type { Values } from './session.ts'

/** What a helper needs to begin. */
export interface Errand {
  readonly token: string
  readonly choice: Choice
  readonly values: Values
  readonly language: string | undefined
  readonly theme: Theme
}

export interface Outcome {
  /** Why nothing came of it. */
  readonly reason?: string | undefined
  readonly vendorSays?: string | undefined
  readonly fields?: Values | undefined
}

export interface Helper {
  /** `blocked` until a window that the browser would not open was opened by `helperLink`. */
  state(): 'open' | 'closed' | 'blocked'
  focus(): void
  /** Closes the window and hears nothing more. */
  end(): void
}

/** Opens the same window, where the browser opens none for a script. */
export function helperLink(sessionId: string): string {
  return `/connect/${encodeURIComponent(sessionId)}#helper`
}

type Message =
  | { readonly hubwright: 'helper-ready'; readonly sessionId: string }
  | { readonly hubwright: 'errand'; readonly sessionId: string; readonly errand: Errand }
  | { readonly hubwright: 'outcome'; readonly sessionId: string; readonly outcome: Outcome }

const post = (target: Window, message: Message) => target.postMessage(message, location.origin)

/** To be called while a click is handled, or browsers block the window. */
export function openHelper(
  sessionId: string,
  errand: Errand,
  hear: (outcome: Outcome) => void,
): Helper {
  const width = 520
  const height = 720
  const left = Math.round(screenX + Math.max(0, (outerWidth - width) / 2))
  const place = `popup,width=${width},height=${height},left=${left},top=${Math.round(screenY + 40)}`
  let child = window.open(helperLink(sessionId), '', place)
  const listen = ({ origin, source, data }: MessageEvent<Message | null>) => {
    if (origin !== location.origin || data?.sessionId !== sessionId) return
    if (data.hubwright === 'helper-ready') child ??= source as Window
    if (child === null || source !== child) return
    if (data.hubwright === 'helper-ready') post(child, { hubwright: 'errand', sessionId, errand })
    if (data.hubwright === 'outcome') {
      end()
      hear(data.outcome)
    }
  }
  function end() {
    removeEventListener('message', listen)
    removeEventListener('pagehide', end)
    child?.close()
  }
  addEventListener('message', listen)
  addEventListener('pagehide', end)
  return {
    state: () => (child === null ? 'blocked' : child.closed ? 'closed' : 'open'),
    focus: () => child?.focus(),
    end,
  }
}

/** In the helper: asks the frame for its errand; undefined when there is no frame to ask. */
export function askErrand(sessionId: string): Promise<Errand> | undefined {
  const frame = window.opener as Window | null
  if (frame === null) return undefined
  return new Promise((resolve) => {
    const listen = ({ origin, source, data }: MessageEvent<Message | null>) => {
      if (origin !== location.origin || source !== frame || data?.sessionId !== sessionId) return
      if (data.hubwright !== 'errand') return
      removeEventListener('message', listen)
      resolve(data.errand)
    }
    addEventListener('message', listen)
    post(frame, { hubwright: 'helper-ready', sessionId })
  })
}

/** In the helper: tells the frame and goes. Where the vendor cut the tie, the window stays and says the same itself. */
export function tellOutcome(sessionId: string, outcome: Outcome): void {
  const frame = window.opener as Window | null
  if (frame === null) return
  post(frame, { hubwright: 'outcome', sessionId, outcome })
  window.close()
}
