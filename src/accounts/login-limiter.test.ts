import { describe, expect, it } from 'vitest'
import { createLoginLimiter } from './login-limiter.ts'

function limiterAt(start: number) {
  let now = start
  const limiter = createLoginLimiter({ now: () => now })
  return { limiter, pass: (ms: number) => (now += ms) }
}

describe('the login limiter', () => {
  it('refuses a pair of email and address after ten tries and lets it in again later', () => {
    const { limiter, pass } = limiterAt(1_000_000)
    for (let count = 0; count < 10; count += 1) limiter.begin('Ann@x.y', '1.1.1.1')
    expect(() => limiter.begin('ann@X.Y', '1.1.1.1')).toThrow(/Try again in 15 minutes/)
    expect(() => limiter.begin('ann@x.y', '2.2.2.2')).not.toThrow()
    expect(() => limiter.begin('bob@x.y', '1.1.1.1')).not.toThrow()
    pass(15 * 60_000)
    expect(() => limiter.begin('ann@x.y', '1.1.1.1')).not.toThrow()
  })

  it('forgets the failures of who gets in', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 10; count += 1) limiter.begin('a@x.y', '1.1.1.1')
    limiter.succeeded('a@x.y', '1.1.1.1')
    expect(() => limiter.begin('a@x.y', '1.1.1.1')).not.toThrow()
  })

  it('does not count who gets in against the address', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 1000; count += 1) {
      limiter.begin(`u${count}@x.y`, '1.1.1.1')
      limiter.succeeded(`u${count}@x.y`, '1.1.1.1')
    }
    expect(() => limiter.begin('new@x.y', '1.1.1.1')).not.toThrow()
  })

  it('takes a try back that was never judged', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 1000; count += 1) {
      limiter.begin('a@x.y', '1.1.1.1')
      limiter.takenBack('a@x.y', '1.1.1.1')
    }
    expect(() => limiter.begin('a@x.y', '1.1.1.1')).not.toThrow()
  })

  it('refuses an address that tries many people', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 100; count += 1) limiter.begin(`u${count}@x.y`, '1.1.1.1')
    expect(() => limiter.begin('new@x.y', '1.1.1.1')).toThrow(/Too many/)
    expect(() => limiter.begin('new@x.y', '3.3.3.3')).not.toThrow()
  })

  it('takes a network of IPv6 for one guesser, as one person has all of it', () => {
    const { limiter } = limiterAt(0)
    for (let count = 0; count < 10; count += 1) limiter.begin('a@x.y', `2001:4860:1:2::${count}`)
    expect(() => limiter.begin('a@x.y', '2001:4860:1:2:ffff::1')).toThrow(/Too many/)
    expect(() => limiter.begin('a@x.y', '2001:4860:1:3::1')).not.toThrow()
    expect(() => limiter.begin('a@x.y', '::ffff:1.1.1.1')).not.toThrow()
    for (let count = 0; count < 10; count += 1) limiter.begin('b@x.y', '::ffff:1.1.1.1')
    expect(() => limiter.begin('b@x.y', '::ffff:1.1.1.2')).not.toThrow()
  })
})
