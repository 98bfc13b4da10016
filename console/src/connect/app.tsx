/** The widget when its session can be read: from the choice of a connector to the outcome. */
import { useEffect, useRef, useState } from 'react'
import { ConnectorChoice, WayChoice } from './choices.tsx'
import { Connected, Over } from './ends.tsx'
import { ConnectForm } from './form.tsx'
import { helperLink, openHelper, type Helper, type Outcome } from './helper.ts'
import type { Host } from './host.ts'
import type { Speech } from './language.ts'
import { themeOver } from './looks.ts'
import { forget, keep, type Choice, type Place } from './place.ts'
import { Refusal, type Api, type Session, type Values } from './session.ts'
import {
  namesAt,
  stepAfter,
  stepBack,
  stepInto,
  usableConnectors,
  type Chosen,
  type Step,
} from './step.ts'
import { Waiting } from './waiting.tsx'

export interface AppProps {
  readonly place: Place & { readonly token: string }
  readonly host: Host
  readonly api: Api
  readonly speech: Speech
  readonly session: Session
  readonly start: Step
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

export function App({ place, host, api, speech, session: first, start }: AppProps) {
  const [session, setSession] = useState(first)
  const [step, setStep] = useState(start)
  const [isBusy, setBusy] = useState(false)
  const [helper, setHelper] = useState<Helper>()
  const { sessionId, role } = place
  useEffect(() => () => helper?.end(), [helper])
  useLifeEnd(session, async () => {
    const fresh = await api.read()
    setStep((now) => stepAfter(fresh, now))
  })
  useEffect(() => {
    if (step.at === 'over' || step.at === 'connected') forget(sessionId)
    if (step.at !== 'connected') return undefined
    host.connected(session)
    const timer = setTimeout(() => host.closed(), farewellMs)
    return () => clearTimeout(timer)
  }, [host, session, sessionId, step.at])

  function fail(chosen: Chosen, { reason = 'failed', vendorSays, fields }: Outcome) {
    host.failed(session, reason)
    if (final.has(reason)) return setStep({ at: 'over', reason })
    return setStep({ ...chosen, at: 'form', notice: { reason, vendorSays, fields } })
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

  /** Looks what has become of the session, and goes to the step that follows from it. */
  async function settle(otherwise: Step) {
    const fresh = await api.read()
    setSession(fresh)
    setStep(stepAfter(fresh, otherwise))
    setBusy(false)
  }

  function submit(chosen: Chosen) {
    const { connector, way, values } = chosen
    const choice: Choice = { element: connector.key, authenticationType: way.type }
    if (way.usesOAuth && role === 'frame') return openWindow(chosen, choice)
    return attempt(chosen, async () => {
      if (way.usesOAuth) {
        const { oauthUrl } = await api.startOAuth(choice, values)
        keep(sessionId, { ...place, choice })
        location.assign(oauthUrl)
        return
      }
      await api.connect(choice, values)
      await settle({ ...chosen, at: 'form' })
    })
  }

  function openWindow(chosen: Chosen, choice: Choice) {
    const { token, language } = place
    const theme = themeOver(session.theme, place.theme)
    const errand = { token, choice, values: chosen.values, language, theme }
    const opened = openHelper(sessionId, errand, (outcome) => {
      if (outcome.reason !== undefined) return fail(chosen, outcome)
      return void attempt(chosen, () => settle({ ...chosen, at: 'form' }))
    })
    setHelper(opened)
    setStep({ ...chosen, at: 'waiting' })
  }

  const names = namesAt(session, step)
  const onClose = host.isThere ? () => host.closed() : undefined
  const around = { speech, names, logo: session.theme.logo, onClose }
  const before = stepBack(session, step)
  const onBack = before === undefined ? undefined : () => setStep(before)
  switch (step.at) {
    case 'connectors':
      return (
        <ConnectorChoice
          {...around}
          connectors={usableConnectors(session)}
          onChoose={(connector) => setStep(stepInto(connector))}
        />
      )
    case 'ways': {
      const { connector } = step
      return (
        <WayChoice
          {...around}
          {...{ connector, onBack }}
          onChoose={(way) => setStep({ at: 'form', connector, way, values: {} })}
        />
      )
    }
    case 'form': {
      const { connector, way, notice, values } = step
      return (
        <ConnectForm
          {...around}
          {...{ session, connector, way, values, notice, isBusy, onBack }}
          onSubmit={(given: Values) => void submit({ connector, way, values: given })}
        />
      )
    }
    case 'waiting':
      return (
        <Waiting
          {...around}
          {...{ helper, onBack }}
          link={helperLink(sessionId)}
          onAgain={() => void submit(step)}
          onAsk={() => settle(step)}
        />
      )
    case 'connected':
      return <Connected {...around} session={session} />
    case 'over':
      return <Over {...around} reason={step.reason} returnUrl={session.returnUrl} />
  }
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
    const timer = setTimeout(
      () => void latest.current().catch(() => undefined),
      Math.max(0, leftMs),
    )
    return () => clearTimeout(timer)
  }, [expiresAt])
}
