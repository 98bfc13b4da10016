import { describe, expect, it } from 'vitest'
import { judgeStatus, outcomeOf, readRetryAfter, type Circumstances } from './outcome.ts'
import { mostTries } from './schedule.ts'

const now = Date.parse('2026-05-01T10:00:00Z')
const about = (change: Partial<Circumstances> = {}): Circumstances => ({
  tries: 1,
  failures: 0,
  policy: 'retry',
  mayBeDisabled: true,
  random: 0.5,
  ...change,
})

describe('a status', () => {
  it.each([
    [200, undefined],
    [204, undefined],
    [302, 'redirect'],
    [304, 'redirect'],
    [400, 'refused'],
    [410, 'gone'],
    [429, 'refused'],
    [500, 'failed'],
    [503, 'failed'],
  ])('%i is %s', (status, failure) => {
    expect(judgeStatus(status, undefined, now).failure).toBe(failure)
  })

  it('brings what 429 and 503 ask for, and no other', () => {
    expect(judgeStatus(429, '7', now).floorMs).toBe(7000)
    expect(judgeStatus(503, 'Fri, 01 May 2026 10:00:30 GMT', now).floorMs).toBe(30_000)
    expect(judgeStatus(500, '7', now).floorMs).toBe(0)
  })

  it.each([undefined, '', 'soon', '-5', '1.5', '2026-05-02', 'Fri, 01 May 2020 10:00:00 GMT'])(
    'waits for nothing after Retry-After %j',
    (text) => {
      expect(readRetryAfter(text, now)).toBe(0)
    },
  )
})

describe('an outcome', () => {
  it('is delivered, and forgets failures', () => {
    expect(outcomeOf({ status: 200 }, about({ failures: 7 }))).toEqual({
      status: 'delivered',
      waitMs: 0,
      failures: 0,
      restMs: 0,
    })
  })

  it('is tried again by the schedule', () => {
    expect(outcomeOf({ failure: 'failed' }, about())).toEqual({
      status: 'retry',
      waitMs: 5000,
      failures: 1,
      restMs: 0,
    })
  })

  it('is kept, and the endpoint disabled, after the last try', () => {
    const last = about({ tries: mostTries, failures: 10 })
    expect(outcomeOf({ failure: 'timeout' }, last)).toMatchObject({
      status: 'queued',
      disable: 'failures',
    })
    const ofMail = outcomeOf({ failure: 'timeout' }, { ...last, mayBeDisabled: false })
    expect(ofMail).toMatchObject({ status: 'queued' })
    expect(ofMail.disable).toBeUndefined()
  })

  it('is kept at once where the account wants so, and nobody is disabled', () => {
    const outcome = outcomeOf({ failure: 'failed' }, about({ policy: 'queue', tries: mostTries }))
    expect(outcome).toMatchObject({ status: 'queued', waitMs: 0 })
    expect(outcome.disable).toBeUndefined()
  })

  it('disables at once what is gone', () => {
    expect(outcomeOf({ failure: 'gone' }, about())).toMatchObject({
      status: 'queued',
      disable: 'gone',
    })
  })

  it('leaves the endpoint alone for as long as it asked', () => {
    expect(outcomeOf({ failure: 'refused', floorMs: 9000 }, about())).toMatchObject({
      waitMs: 9000,
      restMs: 9000,
    })
  })

  it('keeps mails while there is no server, without blame', () => {
    for (const failure of ['not_configured', 'over_quota'] as const)
      expect(outcomeOf({ failure }, about())).toMatchObject({
        status: 'queued',
        failures: 0,
      })
  })
})
