/** Notifications, their deliveries and where they go, in words. Pure. */

export type NotificationKind = 'events' | 'operations' | 'custom' | 'answer'

export const kindWords: Readonly<Record<NotificationKind, string>> = {
  events: 'Events',
  operations: 'Operations',
  custom: 'Your messages',
  answer: 'Answers to calls',
}

/** Why a try failed, as the API says it: what happened to it. */
const failureWords: Readonly<Record<string, string>> = {
  redirect: 'answered with a redirect, which is not followed',
  gone: 'answered that it is gone for good',
  refused: 'refused it',
  failed: 'answered with an error',
  not_configured: 'could not be mailed: the server has no mail server',
  over_quota: 'was not mailed: its address had got all the mails of this hour',
  blocked: 'is at an address that may not be called',
  invalid_url: 'has no valid address',
  invalid_request: 'cannot be sent such a request',
  dns: 'has a name that could not be found',
  connect: 'could not be connected to',
  tls: 'could not be trusted: its certificate or encryption failed',
  timeout: 'did not answer within 30 seconds',
  reset: 'broke the connection off',
  malformed: 'answered with something that is no HTTP',
  truncated: 'broke off in the middle of its answer',
  too_large: 'answered with too much',
  bad_encoding: 'answered in an encoding that it does not keep to',
}

/** "It answered with an error (status 500)", "It did not answer within 30 seconds". */
export function failureText(failure: string, status: number | undefined): string {
  const words = failureWords[failure] ?? `failed: ${failure}`
  return status === undefined ? `It ${words}` : `It ${words} (status ${status})`
}

const shortFailures: Readonly<Record<string, string>> = {
  not_configured: 'No mail server',
  over_quota: 'Too many mails',
  blocked: 'Not allowed',
  invalid_url: 'No address',
  dns: 'Unknown name',
  connect: 'No connection',
  tls: 'Not trusted',
  timeout: 'Timed out',
  reset: 'Broken off',
  too_large: 'Too large',
}

/** The last answer where there is little room: `500`, `Timed out`; a dash before the first try. */
export function answerText(status: number | undefined, failure: string | undefined): string {
  if (status !== undefined) return String(status)
  if (failure === undefined) return '–'
  return shortFailures[failure] ?? 'Unreadable'
}

interface Told {
  readonly kind: string
  readonly message?: unknown
}

/** What a notification says, in one line: "products 12 updated, and 3 more changes". */
export function sentenceOf({ kind, message }: Told): string {
  if (kind === 'answer') return 'The answer to a call'
  if (typeof message === 'string') return message.trim() === '' ? '(no text)' : cut(message)
  const told = recordOf(message)
  if (kind === 'operations') return operationText(told)
  if (kind === 'events') return eventsText(told)
  return cut(JSON.stringify(message ?? '(no text)'))
}

function eventsText({ events }: Readonly<Record<string, unknown>>): string {
  const [first, ...others] = Array.isArray(events) ? (events as readonly unknown[]) : []
  if (first === undefined) return 'Something changed'
  const { objectType, objectId, eventType } = recordOf(first)
  const one = `${textOf(objectType)} ${textOf(objectId)} ${textOf(eventType).toLowerCase()}`
  const rest = others.length === 1 ? 'and 1 more change' : `and ${others.length} more changes`
  return others.length === 0 ? one : `${one}, ${rest}`
}

const sourceWords: Readonly<Record<string, string>> = {
  webhook: 'by webhook',
  poll: 'by polling',
  reconcile: 'by comparing',
}

/** What befell the platform's own work, as a sentence. */
function operationText(told: Readonly<Record<string, unknown>>): string {
  const because = told['reason'] === undefined ? '' : `: ${textOf(told['reason'])}`
  const instance =
    told['instanceId'] === undefined ? '' : ` of instance ${textOf(told['instanceId'])}`
  const way = sourceWords[textOf(told['kind'])] ?? ''
  const named = told['resource'] === undefined ? '' : ` for ${textOf(told['resource'])}`
  const source = `Events${instance}${named}`
  switch (told['type']) {
    case 'instance.reauth_required': {
      const name = told['instanceName'] ?? told['instanceId']
      return cut(`${textOf(name)} needs authentication${because}`)
    }
    case 'source.broken': {
      return cut(`${source} no longer arrive ${way}${because}`.replace(/ +(?=:|$)/, ''))
    }
    case 'source.recovered': {
      return `${source} arrive again ${way}`.trimEnd()
    }
    case 'event.failed': {
      return cut(`The event ${textOf(told['eventId'])}${instance} was given up${because}`)
    }
    case 'callback.disabled': {
      const why =
        told['reason'] === 'gone'
          ? 'it answered that it is gone for good (status 410)'
          : 'its last try failed, too'
      return cut(`The callback ${destinationText(textOf(told['url']))} was given up: ${why}`)
    }
    default: {
      return cut(`${textOf(told['type'])}${because}`)
    }
  }
}

/** A URL without what all have, to be told apart at a glance; addresses of mails as they are. */
export function destinationText(destination: string): string {
  return destination.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** Where a callback leads: its URL, mail address or number. */
export function destinationOf(config: Readonly<Record<string, unknown>>): string {
  return textOf(config['url'] ?? config['email'] ?? config['to'])
}

/**
 * Whose notifications a topic has.
 * @param known the instance whose name is known
 */
export function topicText(
  topic: string,
  known: { readonly instanceId?: number; readonly instanceName?: string } = {},
): string {
  if (topic === 'events') return 'All events of the account'
  if (topic === 'operations') return 'Operations'
  const instance = /^instance-(\d+)-.+-events$/.exec(topic)
  if (instance === null) return topic
  const isKnown = known.instanceName !== undefined && instance[1] === String(known.instanceId)
  return `Events of ${isKnown ? known.instanceName : `instance ${instance[1]}`}`
}

const longest = 300

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
