/** What Prometheus may ask. Labels are bounded: patterns of routes, never paths; no tenant, no secret. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { PlatformServer } from './platform-server.ts'

export interface Metrics {
  readonly registry: Registry
  /** Measures every request of the server from now on. */
  watch(server: PlatformServer): void
  /** Shows figures that somebody else counts; read when they are asked for. */
  show(name: string, help: string, read: () => Readonly<Record<string, number>>): void
}

/** `ofProcess` adds memory, event loop and garbage collection; once per process. */
export function createMetrics(options: { readonly ofProcess: boolean }): Metrics {
  const registry = new Registry()
  if (options.ofProcess) collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'hubwright_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  return {
    registry,
    watch(server) {
      server.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'none'
        durations.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1000,
        )
        done()
      })
    },
    show(name, help, read) {
      registry.registerMetric(
        new Gauge({
          name,
          help,
          labelNames: ['kind'],
          registers: [],
          collect() {
            for (const [kind, value] of Object.entries(read())) this.set({ kind }, value)
          },
        }),
      )
    },
  }
}
