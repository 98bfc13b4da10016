/** What the form of a callback holds, and what the API takes and gives of it. Pure. */
import type { Callback } from './callbacks.ts'

export interface CallbackValues {
  readonly channel: string
  readonly isAllEvents: boolean
  readonly isOperations: boolean
  /** All others, by their names. */
  readonly topics: readonly string[]
  readonly config: {
    readonly url: string
    readonly email: string
    readonly signatureKey: string
    /** `Name: value` on each line. */
    readonly headers: string
    readonly username: string
    readonly password: string
  }
}

export function valuesOf(callback: Callback | undefined): CallbackValues {
  const config = callback?.config ?? {}
  const basic = (config['basic'] ?? {}) as Readonly<Record<string, string>>
  const headers = (config['headers'] ?? {}) as Readonly<Record<string, string>>
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : '')
  const topics = callback?.topics ?? []
  return {
    channel: callback?.channel ?? 'webhook',
    isAllEvents: callback === undefined || topics.includes('events'),
    isOperations: topics.includes('operations'),
    topics: topics.filter((topic) => topic !== 'events' && topic !== 'operations'),
    config: {
      url: text('url'),
      email: text('email'),
      signatureKey: text('signatureKey'),
      headers: Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      username: basic['username'] ?? '',
      password: basic['password'] ?? '',
    },
  }
}

export function topicsIn({ isAllEvents, isOperations, topics }: CallbackValues): string[] {
  return [
    ...(isAllEvents ? ['events'] : []),
    ...(isOperations ? ['operations'] : []),
    ...topics.map((topic) => topic.trim()).filter((topic) => topic !== ''),
  ]
}

/** The body of a request; what is empty is removed. */
export function requestOf(values: CallbackValues) {
  const { channel, config } = values
  const { url, email, signatureKey, headers, username, password } = config
  const topics = topicsIn(values)
  if (channel === 'email') return { channel, topics, config: { email: email.trim() } }
  const given = readHeaderLines(headers)
  return {
    channel,
    topics,
    config: {
      url: url.trim(),
      signatureKey: signatureKey === '' ? null : signatureKey,
      headers: Object.keys(given).length === 0 ? null : given,
      basic: username === '' ? null : { username, password },
    },
  }
}

/** By name; a line without a colon is a name without a value, of which the API says what is wrong. */
export function readHeaderLines(text: string): Record<string, string> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return colon === -1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    }),
  )
}

/** Errors of the API by the names of fields: `config.headers.x-team` is one of the field `config.headers`. */
export function errorsByField<Message>(
  errors: Readonly<Record<string, Message>>,
): Record<string, Message> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => {
      if (path.startsWith('config.headers')) return ['config.headers', message]
      if (path === 'config.basic.password') return ['config.password', message]
      if (path.startsWith('config.basic')) return ['config.username', message]
      return [path.startsWith('topics') ? 'topics' : path, message]
    }),
  )
}

/** Whether something beyond the address is set. */
export function hasMore({ signatureKey, headers, username }: CallbackValues['config']): boolean {
  return [signatureKey, headers, username].some((text) => text !== '')
}
