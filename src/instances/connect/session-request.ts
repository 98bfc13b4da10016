/** Reads what a customer asks of a new connect session: the rules that a schema cannot say. */
import { PlatformError, type ErrorDetail } from '../../core/errors.ts'
import { readInstanceRequest } from '../instance-request.ts'
import { refusalOfLine } from '../plain-text.ts'
import type { KeptValues } from '../configuration.ts'
import { refusalOfOrigin, refusalOfReturnUrl } from './allowed-origins.ts'

/** The body of POST /connect-sessions, its shape checked by the route. */
export interface ConnectSessionInput {
  /** Keys of connectors; may be absent in reconnect mode. */
  readonly elements?: readonly string[] | undefined
  readonly authenticationTypes?: readonly string[] | undefined
  readonly name?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly configuration?: Readonly<Record<string, unknown>> | undefined
  readonly endUser?:
    | {
        readonly id: string
        readonly email?: string | undefined
        readonly displayName?: string | undefined
      }
    | undefined
  /** Reconnect mode. */
  readonly instanceId?: number | undefined
  readonly allowedOrigins?: readonly string[] | undefined
  readonly returnUrl?: string | undefined
  readonly theme?:
    | {
        readonly colorScheme?: string | undefined
        readonly primaryColor?: string | undefined
        readonly corners?: string | undefined
      }
    | undefined
  readonly language?: string | undefined
  /** Seconds. */
  readonly expiresIn?: number | undefined
}

export const defaultSeconds = 30 * 60
export const mostSeconds = 7 * 24 * 60 * 60
const longestEndUser = 255

/** The parts that are more than they look. */
export interface ReadSession {
  readonly name: string | null
  readonly tags: readonly string[]
  readonly fixed: KeptValues
  readonly allowedOrigins: readonly string[]
  readonly lifeMs: number
}

/** Throws invalid_request with every wrong place. */
export function readSession(input: ConnectSessionInput): ReadSession {
  const { name, tags, configuration = {} } = input
  const asInstance = readInstanceRequest({ name, tags, configuration })
  const allowedOrigins = [...new Set(input.allowedOrigins)]
  const details = [
    ...refusedOrigins(allowedOrigins),
    ...refusedReturn(input.returnUrl, allowedOrigins),
    ...refusedEndUser(input.endUser),
    ...refusedMode(input),
  ]
  if (details.length > 0) throw refused(details)
  return {
    name: asInstance.name === undefined || asInstance.name === '' ? null : asInstance.name,
    tags: asInstance.tags ?? [],
    fixed: new Map([...(asInstance.configuration ?? [])].filter(([, value]) => value !== null)),
    allowedOrigins,
    lifeMs: (input.expiresIn ?? defaultSeconds) * 1000,
  }
}

function refusedOrigins(origins: readonly string[]): ErrorDetail[] {
  return origins.flatMap((origin, index) => {
    const message = refusalOfOrigin(origin)
    return message === undefined ? [] : [{ path: `/allowedOrigins/${index}`, message }]
  })
}

function refusedReturn(returnUrl: string | undefined, origins: readonly string[]): ErrorDetail[] {
  if (returnUrl === undefined) return []
  const message = refusalOfReturnUrl(returnUrl, origins)
  return message === undefined ? [] : [{ path: '/returnUrl', message }]
}

function refusedEndUser(endUser: ConnectSessionInput['endUser']): ErrorDetail[] {
  return Object.entries(endUser ?? {}).flatMap(([name, value]) => {
    const message = refusalOfLine(value ?? '', longestEndUser)
    return message === undefined ? [] : [{ path: `/endUser/${name}`, message }]
  })
}

/** What only makes sense in one of the two modes. */
function refusedMode(input: ConnectSessionInput): ErrorDetail[] {
  if (input.instanceId === undefined) {
    return (input.elements ?? []).length > 0
      ? []
      : [{ path: '/elements', message: 'is required, unless instanceId names an instance' }]
  }
  return (['name', 'tags'] as const)
    .filter((member) => input[member] !== undefined)
    .map((member) => ({
      path: `/${member}`,
      message: 'is for a new instance; the instance of instanceId keeps its own',
    }))
}

export function refused(details: readonly ErrorDetail[]): PlatformError {
  const sentence = details.map(({ path, message }) => `${path} ${message}`).join('; ')
  return new PlatformError('invalid_request', `The body is not as expected: ${sentence}`, {
    details,
  })
}
