import { describe, expect, it } from 'vitest'
import {
  errorsByField,
  hasMore,
  readHeaderLines,
  requestOf,
  topicsIn,
  valuesOf,
} from './callback-request.ts'
import type { Callback } from './callbacks.ts'

const shown = {
  channel: 'webhook',
  topics: ['operations', 'deploys'],
  config: {
    url: 'https://app.example/hooks',
    signatureKey: '********',
    headers: { 'x-team': '********', 'x-b': '********' },
    basic: { username: 'me', password: '********' },
  },
} as unknown as Callback

describe('the form of a callback', () => {
  it('gives back what it was given, secrets covered', () => {
    const values = valuesOf(shown)
    expect(values).toMatchObject({ isAllEvents: false, isOperations: true, topics: ['deploys'] })
    expect(hasMore(values.config)).toBe(true)
    expect(requestOf(values)).toEqual({
      channel: shown.channel,
      topics: shown.topics,
      config: shown.config,
    })
  })

  it('begins with all events, and removes what is empty', () => {
    const values = valuesOf(undefined)
    expect(hasMore(values.config)).toBe(false)
    const config = { ...values.config, url: ' https://a.example ' }
    expect(requestOf({ ...values, config })).toEqual({
      channel: 'webhook',
      topics: ['events'],
      config: { url: 'https://a.example', signatureKey: null, headers: null, basic: null },
    })
  })

  it('asks for an address alone where mails are sent', () => {
    const values = { ...valuesOf(shown), channel: 'email' }
    const config = { ...values.config, email: 'shop@example.com' }
    expect(requestOf({ ...values, config }).config).toEqual({ email: 'shop@example.com' })
    expect(topicsIn({ ...values, topics: [' a ', ' '] })).toEqual(['operations', 'a'])
  })

  it('reads headers line by line', () => {
    expect(readHeaderLines('X-Team: shop\n\n x-url:  http://a:1 \nodd')).toEqual({
      'X-Team': 'shop',
      'x-url': 'http://a:1',
      odd: '',
    })
  })

  it('shows errors at the fields there are', () => {
    const errors = {
      'config.headers.host': 'a',
      'config.basic.password': 'b',
      'config.basic': 'c',
      'topics.0': 'd',
      'config.url': 'e',
    }
    expect(errorsByField(errors)).toEqual({
      'config.headers': 'a',
      'config.password': 'b',
      'config.username': 'c',
      topics: 'd',
      'config.url': 'e',
    })
  })
})
