/** How a person gets from step to step: what his deeds do, and what becomes of them. */
import { useEffect, useRef, useState } from 'react'
import { openHelper, type Helper, type Outcome } from './helper.ts'
import type { Host } from './host.ts'
import { themeOver } from './looks.ts'
import { forget, keep, type Choice, type Place } from './place.ts'
import { Refusal, type Api, type Session } from './session.ts'
import { stepAfter, type Chosen, type Step } from './step.ts'

export interface Beginning {
  readonly place: Place & { readonly token: string }
  readonly host: Host
  readonly api: Api
  readonly session: Session
  readonly start: Step
}

export interface Progress {
  readonly session: Session
  readonly step: Step
  readonly isBusy: boolean
  /** The window beside the frame, while the person is in it. */
  readonly helper: Helper | undefined
  go(step: Step): void
  /** Connects, or sends the person to the vendor. */
  submit(chosen: Chosen): void
  /** Looks what has become of the session, and goes to the step that follows from it. */
  settle(otherwise: Step): Promise<void>
}

/** The good news stays this long before the host takes the widget away. */
const farewellMs = 2500
/** Reasons after which another try is in vain. */
const final = new Set([
  'expired',
  'revoked',
  'already_used',
  'too_many_attempts',
  'unknown_session',
])

export function useProgress({ place, host, api, session: first, start }: Beginning): Progress {
  const [session, setSession] = useState(first)
  const [step, setStep] = useState(start)
  const [isBusy, setBusy] = useState(false)
  const [helper, setHelper] = useState<Helper>()
  useEffect(() => () => helper?.end(), [helper])
  useEnding(place.sessionId, host, session, step)

  async function settle(otherwise: Step) {
    const fresh = await api.read()
    setSession(fresh)
    setStep(stepAfter(fresh, otherwise))
    setBusy(false)
  }
  useLifeEnd(session, () => settle(step))

  function fail(chosen: Chosen, { reason = 'failed', vendorSays, fields }: Outcome) {
    host.failed(session, reason)
    if (final.has(reason)) setStep({ at: 'over', reason })
    else setStep({ ...chosen, at: 'form', notice: { reason, vendorSays, fields } })
  }

  /** Does it, and tells on the form why it failed. */
  async function attempt(chosen: Chosen, deed: () => Promise<void>) {
    setBusy(true)
    try {
      await deed()
    } catch (error) {
      setBusy(false)
      fail(chosen, error instanceof Refusal ? error : {})
    }
  }

  /** Beside the frame, at once: browsers open a window only while a click is handled. */
  function openWindow(chosen: Chosen, choice: Choice) {
    const { token, language } = place
    const theme = themeOver(session.theme, place.theme)
    const errand = { token, choice, values: chosen.values, language, theme }
    const hear = (outcome: Outcome) => {
      if (outcome.reason === undefined) {
        void attempt(chosen, () => settle({ ...chosen, at: 'form' }))
      } else fail(chosen, outcome)
    }
    setHelper(openHelper(place.sessionId, errand, hear))
    setStep({ ...chosen, at: 'waiting' })
  }

  function submit({ connector, way, values }: Chosen) {
    const chosen = { connector, way, values }
    const choice: Choice = { element: connector.key, authenticationType: way.type }
    if (!way.usesOAuth) {
      void attempt(chosen, async () => {
        await api.connect(choice, values)
        await settle({ ...chosen, at: 'form' })
      })
    } else if (place.role === 'frame') openWindow(chosen, choice)
    else {
      void attempt(chosen, async () => {
        const { oauthUrl } = await api.startOAuth(choice, values)
        keep(place.sessionId, { ...place, choice })
        location.assign(oauthUrl)
      })
    }
  }

  return { session, step, isBusy, helper, go: setStep, submit, settle }
}

/** Tells the host when it is done, and keeps nothing then. */
function useEnding(sessionId: string, host: Host, session: Session, { at }: Step) {
  useEffect(() => {
    if (at === 'over' || at === 'connected') forget(sessionId)
    if (at !== 'connected') return undefined
    host.connected(session)
    const timer = setTimeout(() => host.closed(), farewellMs)
    return () => clearTimeout(timer)
  }, [host, session, sessionId, at])
}

/** Calls when the session should be too old by now. */
function useLifeEnd({ expiresAt }: Session, onEnd: () => Promise<void>) {
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  useEffect(() => {
    const leftMs = Date.parse(expiresAt) - Date.now() + 1000
    // What could not be asked is found out by the next deed.
    const end = () => void latest.current().catch(() => undefined)
    const timer = setTimeout(end, Math.max(0, leftMs))
    return () => clearTimeout(timer)
  }, [expiresAt])
}
