/** What Prometheus may ask. Labels are bounded: patterns of routes, never paths; no tenant, no secret. */
import type { onResponseHookHandler } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { PlatformServer } from './platform-server.ts'
import { createRequestDurations, type RequestDurations } from './request-durations.ts'

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
  const durations = createRequestDurations()
  registry.registerMetric(durations.metric)
  return {
    registry,
    watch(server) {
      // A hook of each route, as reading the options of a request's route is dear.
      server.addHook('onRoute', (options) => {
        const given = options.onResponse ?? []
        const measure = measuring(durations.forRoute(options.url === '' ? '/' : options.url))
        options.onResponse = [...(Array.isArray(given) ? given : [given]), measure]
      })
      const measureUnknown = measuring(durations.forRoute('none'))
      server.addHook('onResponse', function (request, reply, done) {
        if (request.is404) measureUnknown.call(this, request, reply, done)
        else done()
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

function measuring(observe: ReturnType<RequestDurations['forRoute']>): onResponseHookHandler {
  return (request, reply, done) => {
    observe(request.method, reply.statusCode, reply.elapsedTime / 1000)
    done()
  }
}
