/** What somebody asks of a subscription, judged. Pure. */
import { PlatformError } from '../core/errors.ts'
import { masked } from '../net/redact.ts'
import { readHeaders } from './custom-headers.ts'
import { isMailAddress } from './deliver/mail-transport.ts'
import type { SubscriptionConfig } from './subscription-config.ts'
import type { Channel } from './subscription.ts'

export interface ConfigRequest {
  readonly url?: string | null | undefined
  readonly email?: string | null | undefined
  readonly to?: string | null | undefined
  readonly signatureKey?: string | null | undefined
  readonly headers?: Readonly<Record<string, unknown>> | null | undefined
  readonly basic?: { readonly username: string; readonly password: string } | null | undefined
}

export interface SubscriptionRequest {
  readonly channel: Channel
  readonly topics: readonly string[]
  readonly config: ConfigRequest
}

type Kept = Omit<SubscriptionConfig, 'secret' | 'previous'>

const configMembers = ['url', 'email', 'to', 'signatureKey', 'headers', 'basic']

/** Throws invalid_request for a member that would have no effect. */
export function checkConfig(config: ConfigRequest): void {
  const unknown = Object.keys(config).find((name) => !configMembers.includes(name))
  if (unknown === undefined) return
  const path = `/config/${unknown.slice(0, 80)}`
  throw wrong(path, `is not known; a config has ${configMembers.join(', ')}`)
}

/** Topics of instances, read; the rest are words of anybody's own. */
export function instanceTopicsIn(
  topics: readonly string[],
): { topic: string; instanceId: number; connectorKey: string }[] {
  return topics.flatMap((topic) => {
    const [, id, connectorKey] = /^instance-(\d{1,15})-(.+)-events$/.exec(topic) ?? []
    return id === undefined || connectorKey === undefined
      ? []
      : [{ topic, instanceId: Number(id), connectorKey }]
  })
}

/** Where it goes. Throws invalid_request that names the member of `config`. */
export function destinationOf(channel: Channel, config: ConfigRequest): string {
  const member = channel === 'webhook' ? 'url' : channel === 'email' ? 'email' : 'to'
  const value = config[member]?.trim() ?? ''
  if (value === '') throw wrong(`/config/${member}`, `is needed for the channel ${channel}`)
  if (channel === 'email' && !isMailAddress(value))
    throw wrong(`/config/${member}`, 'must be one mail address such as shop@example.com')
  return value
}

/**
 * What is kept after a request: absent members stay, null removes them, `********` is what was shown for what is kept.
 * Secrets that were sent to one address are not sent to another unless the request brings them along.
 */
export function configAfter(request: ConfigRequest, before: Kept, isElsewhere: boolean): Kept {
  const signatureKey = secretAfter(request.signatureKey, before.signatureKey)
  const headers = headersAfter(request, before, isElsewhere)
  const basic = basicAfter(request, before, isElsewhere)
  return {
    ...(signatureKey === undefined ? {} : { signatureKey }),
    ...(headers === undefined || Object.keys(headers).length === 0 ? {} : { headers }),
    ...(basic === undefined ? {} : { basic }),
  }
}

function secretAfter(given: string | null | undefined, before: string | undefined) {
  if (given === undefined || given === masked) return before
  return given === null || given === '' ? undefined : given
}

function headersAfter(
  { headers: given }: ConfigRequest,
  { headers: before }: Kept,
  isElsewhere: boolean,
): Readonly<Record<string, string>> | undefined {
  if (given === null) return undefined
  const isKept = given === undefined || Object.values(given).includes(masked)
  if (isKept && isElsewhere && before !== undefined) throw needed('headers')
  if (given === undefined) return before
  const read = readHeaders(given, '/config/headers')
  return Object.fromEntries(
    Object.entries(read).map(([name, value]) => [
      name,
      value === masked ? (before?.[name] ?? value) : value,
    ]),
  )
}

function basicAfter(
  { basic: given }: ConfigRequest,
  { basic: before }: Kept,
  isElsewhere: boolean,
): Kept['basic'] {
  if (given === null) return undefined
  const isKept = given === undefined || given.password === masked
  if (isKept && isElsewhere && before !== undefined) throw needed('basic')
  if (given === undefined) return before
  return given.password === masked
    ? { username: given.username, password: before?.password ?? '' }
    : given
}

function needed(member: string): PlatformError {
  return wrong(
    `/config/${member}`,
    'is kept for the address before: give it in clear with the new url, or null to remove it',
  )
}

function wrong(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}
