import { describe, expect, it } from 'vitest'
import { createLoginLimiter } from './login-limiter.ts'

function limiterAt(start: number) {
  let now = start
  const limiter = createLoginLimiter({ now: () => now })
  return { limiter, pass: (ms: number) => (now += ms) }
}

describe('the login limiter', () => {
  it('refuses a pair of email and address after ten failures and lets it in again later', () => {
    const { limiter, pass } = limiterAt(1_000_000)
    for (let count = 0; count < 10; count += 1) {
      limiter.check('Ann@x.y', '1.1.1.1')
      limiter.failed('Ann@x.y', '1.1.1.1')
    }
    expect(() => limiter.check('ann@X.Y', '1.1.1.1')).toThrow(/Try again in 15 minutes/)
    expect(() => limiter.check('ann@x.y', '2.2.2.2')).not.toThrow()
    expect(() => limiter.check('bob@x.y', '1.1.1.1')).not.toThrow()
    pass(15 * 60_000)
    expect(() => limiter.check('ann@x.y', '1.1.1.1')).not.toThrow()
  })

  it('forgets the failures of who gets in', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 9; count += 1) limiter.failed('a@x.y', '1.1.1.1')
    limiter.succeeded('a@x.y', '1.1.1.1')
    limiter.failed('a@x.y', '1.1.1.1')
    expect(() => limiter.check('a@x.y', '1.1.1.1')).not.toThrow()
  })

  it('refuses an address that tries many people', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 100; count += 1) limiter.failed(`u${count}@x.y`, '1.1.1.1')
    expect(() => limiter.check('new@x.y', '1.1.1.1')).toThrow(/Too many/)
    expect(() => limiter.check('new@x.y', '3.3.3.3')).not.toThrow()
  })
})
