import { expect, it } from 'vitest'
import type { Delivery } from '../events/event.ts'
import { deliveredStep, titleOf } from './steps.ts'

const delivery = (status: Delivery['status'], more: object = {}) =>
  ({ status, tries: 1, ...more }) as Delivery
const stepOf = (...deliveries: Delivery[]) => deliveredStep('DISPATCHED', deliveries)

it('is delivered when everybody took it', () => {
  expect(deliveredStep('NOTIFIED', [])).toEqual({ sign: 'done' })
  const step = stepOf(delivery('delivered'), delivery('cancelled'))
  expect(step.sign).toBe('done')
  expect(titleOf(step)).toBe('Delivered')
})

it('names what is worst, by the one word of the event', () => {
  const retried = delivery('retry', { lastFailure: 'timeout' })
  const step = stepOf(delivery('delivered'), delivery('created'), retried)
  expect(step).toEqual({ sign: 'late', delivery: retried })
  expect(titleOf(step)).toBe('Not delivered yet')
  const open = stepOf(delivery('delivered'), delivery('created'))
  expect(open.sign).toBe('open')
  expect(titleOf(open)).toBe('Not delivered yet')
  const resting = delivery('created', { callbackRestsUntil: '2026-11-29T12:00:00Z' })
  expect(stepOf(resting).sign).toBe('late')
  expect(stepOf(delivery('queued'), delivery('delivered')).sign).toBe('over')
})

it('says why nothing comes where nobody is sent anything', () => {
  expect(stepOf().why).toContain('No callback wanted it')
  expect(stepOf(delivery('cancelled')).why).toContain('deleted')
})
