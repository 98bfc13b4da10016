/** The page `/connect/{id}`, and where vendors send people back to when it sent them there. */
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Landed, Over } from './ends.tsx'
import { askErrand, tellOutcome } from './helper.ts'
import { findHost } from './host.ts'
import { learnLanguage } from './language.ts'
import { readLanding } from './landing.ts'
import { themeOver, wear, type Theme } from './looks.ts'
import { findPlace, forget, keep, type Place } from './place.ts'
import { openSession, Refusal, type Session } from './session.ts'
import { Busy } from './sheet.tsx'
import { firstStep, namesOfLanding } from './step.ts'

const landing = readLanding()
const place = findPlace(landing)
const host = findHost(place)
const root = createRoot(document.querySelector('#root') as HTMLElement)
const show = (content: ReactNode) => root.render(<StrictMode>{content}</StrictMode>)
const onClose = host.isThere ? () => host.closed() : undefined

document.documentElement.dataset['role'] = place.role
void look({}, undefined)
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') onClose?.()
})
// Back from the vendor's page by the browser's own button: what is shown would be old.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})
new ResizeObserver(([entry]) => host.height(entry?.borderBoxSize[0]?.blockSize ?? 0)).observe(
  document.body,
)
host.ready()
void begin()

function look(theme: Theme, language: string | undefined) {
  wear(themeOver(theme, place.theme))
  return learnLanguage(place.language, language)
}

/** Whoever has no token can be told what the server wrote into the page, and no more. */
async function begin(): Promise<void> {
  if (landing !== undefined && place.token === undefined) {
    const speech = await look(landing.theme, landing.language)
    const names = namesOfLanding(landing)
    show(<Landed {...{ speech, names, landing, logo: landing.theme.logo }} />)
    return
  }
  const { token } = place
  if (place.role === 'helper') await help(token)
  else if (token === undefined) await showUnreadable('unknown_session')
  else await open({ ...place, token })
}

async function open(known: Place & { readonly token: string }): Promise<void> {
  const api = openSession(known.token)
  const session = await read(() => api.read())
  if (session === undefined) return
  const speech = await look(session.theme, session.language)
  const reason = landing?.state === 'failed' ? landing.reason : undefined
  const start =
    landing !== undefined && session.state === 'connected'
      ? ({ at: 'connected' } as const)
      : firstStep(session, known.choice, reason === undefined ? undefined : { reason })
  if (reason !== undefined) host.failed(session, reason)
  show(<App place={known} {...{ host, api, speech, session, start }} />)
}

async function read(ask: () => Promise<Session>): Promise<Session | undefined> {
  try {
    return await ask()
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'failed'
    await showUnreadable(reason === 'failed' ? 'unavailable' : reason)
    return undefined
  }
}

/** Nothing is known of the session: neither for whom, nor in which language. */
async function showUnreadable(reason: string): Promise<void> {
  const speech = await look({}, undefined)
  const onRetry = reason === 'unknown_session' ? undefined : () => void begin()
  if (onRetry === undefined) forget(place.sessionId)
  show(<Over names={{}} {...{ speech, reason, onRetry, onClose }} />)
}

/** In the window beside a frame: on the way to the vendor, and back. */
async function help(token: string | undefined): Promise<void> {
  const { sessionId } = place
  if (token !== undefined) {
    tellOutcome(sessionId, { reason: landing?.state === 'failed' ? landing.reason : undefined })
    await open({ ...place, token })
    return
  }
  const errand = await askErrand(sessionId)
  if (errand === undefined) return showUnreadable('unknown_session')
  const { choice, language, theme } = errand
  keep(sessionId, { token: errand.token, role: 'helper', language, theme, choice })
  wear(theme)
  const speech = await learnLanguage(language)
  show(<Busy text={speech.say('loading')} />)
  try {
    const { oauthUrl } = await openSession(errand.token).startOAuth(choice, errand.values)
    location.replace(oauthUrl)
  } catch (error) {
    const { reason, vendorSays, fields } = error instanceof Refusal ? error : new Refusal('failed')
    tellOutcome(sessionId, { reason, vendorSays, fields })
    await showUnreadable(reason)
  }
  return undefined
}
