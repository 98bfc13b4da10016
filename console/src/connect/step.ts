/** Where in the widget a person is. Pure. */
import type { Names } from './language.ts'
import type { Landing } from './landing.ts'
import type { Choice } from './place.ts'
import type { Connector, Session, Values, Way } from './session.ts'

/** Why the last try failed. */
export interface Notice {
  readonly reason: string
  readonly vendorSays?: string | undefined
  readonly fields?: Values | undefined
}

export interface Chosen {
  readonly connector: Connector
  readonly way: Way
  readonly values: Values
}

export type Step =
  | { readonly at: 'connectors' }
  | { readonly at: 'ways'; readonly connector: Connector }
  | (Chosen & { readonly at: 'form'; readonly notice?: Notice | undefined })
  /** For the window beside the frame. */
  | (Chosen & { readonly at: 'waiting' })
  | { readonly at: 'connected' }
  /** Nothing can be done with this session. */
  | { readonly at: 'over'; readonly reason: string }

const endings = { expired: 'expired', revoked: 'revoked', connected: 'already_used' } as const

/** @param choice what the person was at the vendor for, and `notice` what came of it */
export function firstStep(session: Session, choice?: Choice, notice?: Notice): Step {
  const { state, connectors } = session
  if (state !== 'pending' && state !== 'failed') return { at: 'over', reason: endings[state] }
  const usable = usableConnectors(session)
  const chosen = usable.find(({ key }) => key === choice?.element)
  const way = chosen?.authenticationTypes.find(({ type }) => type === choice?.authenticationType)
  if (chosen !== undefined && way !== undefined) {
    return { at: 'form', connector: chosen, way, values: {}, notice }
  }
  const [only, ...others] = usable
  if (only === undefined) return { at: 'over', reason: 'not_set_up' }
  return others.length > 0 || connectors.length === 0 ? { at: 'connectors' } : stepInto(only)
}

/** A connector without a way lacks its vendor app. */
export function usableConnectors({ connectors }: Session): readonly Connector[] {
  return connectors.filter(({ authenticationTypes }) => authenticationTypes.length > 0)
}

export function stepInto(connector: Connector): Step {
  const [way, ...others] = connector.authenticationTypes
  return way === undefined || others.length > 0
    ? { at: 'ways', connector }
    : { at: 'form', connector, way, values: {} }
}

/** The step before; undefined at the first. */
export function stepBack(session: Session, step: Step): Step | undefined {
  const several = usableConnectors(session).length > 1
  if (step.at === 'waiting') return { ...step, at: 'form' }
  if (step.at === 'form' && step.connector.authenticationTypes.length > 1) {
    return { at: 'ways', connector: step.connector }
  }
  const isWithin = step.at === 'form' || step.at === 'ways'
  return isWithin && several ? { at: 'connectors' } : undefined
}

/** Names that the texts of a step are filled with. */
export function namesAt(session: Session, step: Step): Names {
  const { organizationName, endUser, instance, connectors } = session
  const connector = 'connector' in step ? step.connector.name : (connectors[0]?.name ?? '')
  const name = instance?.name ?? ''
  return {
    organization: organizationName,
    connector,
    name: name === '' ? connector : name,
    ...person(endUser?.displayName ?? endUser?.email),
  }
}

export function namesOfLanding({ organizationName, connector, endUser }: Landing): Names {
  const { name } = connector
  return { organization: organizationName, connector: name, name, ...person(endUser) }
}

function person(name: string | undefined): Names {
  return name === undefined ? {} : { person: name }
}

/** What a fresh look at the session means for the step that the person is on. */
export function stepAfter(session: Session, otherwise: Step): Step {
  const { state } = session
  if (state === 'connected') return { at: 'connected' }
  return state === 'expired' || state === 'revoked' ? { at: 'over', reason: state } : otherwise
}
