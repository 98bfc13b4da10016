import { describe, expect, it } from 'vitest'
import { answerText, failureText, sentenceOf, topicText } from './words.ts'

describe('what a notification says', () => {
  const change = { objectType: 'products', objectId: '12', eventType: 'UPDATED' }

  it.each([
    [[change], 'products 12 updated'],
    [[change, change], 'products 12 updated, and 1 more change'],
    [[change, change, change], 'products 12 updated, and 2 more changes'],
    [[], 'Something changed'],
  ])('tells events: %j', (events, sentence) => {
    expect(sentenceOf({ kind: 'events', message: { events } })).toBe(sentence)
  })

  it.each([
    [
      { type: 'instance.reauth_required', instanceId: 3, instanceName: 'Shop', reason: 'Revoked' },
      'Shop needs authentication: Revoked',
    ],
    [
      { type: 'source.broken', instanceId: 3, kind: 'webhook', reason: 'Silent for an hour' },
      'Events of instance 3 no longer arrive by webhook: Silent for an hour',
    ],
    [
      { type: 'source.broken', instanceId: 3, kind: 'poll', resource: 'orders' },
      'Events of instance 3 for orders no longer arrive by polling',
    ],
    [
      { type: 'source.broken', instanceId: 3, kind: 'new', reason: 'Silent' },
      'Events of instance 3 no longer arrive: Silent',
    ],
    [
      { type: 'source.recovered', instanceId: 3, kind: 'poll', resource: 'orders' },
      'Events of instance 3 for orders arrive again by polling',
    ],
    [
      { type: 'callback.disabled', url: 'https://app.example/hooks', reason: 'gone' },
      'The callback app.example/hooks was given up: it answered that it is gone for good (status 410)',
    ],
    [
      { type: 'event.failed', instanceId: 3, eventId: 90017, reason: 'Too many changes' },
      'The event 90017 of instance 3 was given up: Too many changes',
    ],
    [{ type: 'something.new', reason: 'why' }, 'something.new: why'],
  ])('tells operations: %j', (message, sentence) => {
    expect(sentenceOf({ kind: 'operations', message })).toBe(sentence)
  })

  it('tells texts in one line, cut', () => {
    expect(sentenceOf({ kind: 'custom', message: 'a\n  b' })).toBe('a b')
    expect(sentenceOf({ kind: 'custom', message: ' ' })).toBe('(no text)')
    expect(sentenceOf({ kind: 'custom', message: 'x'.repeat(1000) })).toHaveLength(301)
    expect(sentenceOf({ kind: 'answer' })).toBe('The answer to a call')
  })
})

it('says why a try failed, and what was answered', () => {
  expect(failureText('failed', 500)).toBe('It answered with an error (status 500)')
  expect(failureText('timeout', undefined)).toBe('It did not answer within 30 seconds')
  expect(failureText('unheard', undefined)).toBe('It failed: unheard')
  expect(answerText(500, 'failed')).toBe('500')
  expect(answerText(undefined, 'timeout')).toBe('Timed out')
  expect(answerText(undefined, 'malformed')).toBe('Unreadable')
  expect(answerText(undefined, undefined)).toBe('–')
})

it('names topics', () => {
  expect(topicText('events')).toBe('All events of the account')
  expect(topicText('instance-7-ecwid-events')).toBe('Events of instance 7')
  const shop = { instanceId: 7, instanceName: 'My shop' }
  expect(topicText('instance-7-ecwid-events', shop)).toBe('Events of My shop')
  expect(topicText('instance-77-ecwid-events', shop)).toBe('Events of instance 77')
  expect(topicText('deploys')).toBe('deploys')
})
