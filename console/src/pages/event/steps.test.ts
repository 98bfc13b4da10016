import { expect, it } from 'vitest'
import type { Delivery } from '../events/event.ts'
import { deliveredStep } from './steps.ts'

const delivery = (status: Delivery['status'], more: object = {}) =>
  ({ status, tries: 1, ...more }) as Delivery
const titleOf = (...deliveries: Delivery[]) => deliveredStep('DISPATCHED', deliveries).title

it('is delivered when everybody took it', () => {
  expect(deliveredStep('NOTIFIED', []).sign).toBe('done')
  expect(titleOf(delivery('delivered'), delivery('delivered'))).toBe('Delivered')
})

it('names what is worst', () => {
  const retried = delivery('retry', { lastFailure: 'timeout' })
  const step = deliveredStep('DISPATCHED', [delivery('delivered'), delivery('created'), retried])
  expect(step).toEqual({ sign: 'late', title: 'Not delivered yet', delivery: retried })
  expect(titleOf(delivery('delivered'), delivery('created'))).toBe('To be delivered')
  expect(titleOf(delivery('queued'), delivery('delivered'))).toBe('Kept until asked for')
})

it('is kept where nobody is sent anything', () => {
  expect(titleOf()).toBe('Kept: no callback is subscribed')
  const waits = delivery('created', { subscription: { inactiveReason: 'no_callback_url' } })
  expect(titleOf(waits)).toBe('Kept')
})
