import { Histogram, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { createRequestDurations } from './request-durations.ts'

it('writes what the histogram of prom-client would write', async () => {
  const durations = createRequestDurations()
  const ours = new Registry()
  ours.registerMetric(durations.metric)
  const theirs = new Registry()
  const histogram = new Histogram({
    name: 'hubwright_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [theirs],
  })
  for (const route of ['/a/:id', 'none']) {
    const observe = durations.forRoute(route)
    for (const method of ['GET', 'POST']) {
      for (const [status, seconds] of [
        [200, 0],
        [200, 0.001],
        [200, 0.0011],
        [404, 30],
        [404, 31],
      ] as const) {
        observe(method, status, seconds)
        histogram.observe({ method, route, status }, seconds)
      }
    }
  }
  expect(await ours.metrics()).toBe(await theirs.metrics())
})
