import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { CallFilter } from './call-log.ts'
import { type NewFault, readFaultKind } from './faults.ts'
import type { SandboxHost, SandboxVendor } from './vendor.ts'

const FaultBody = Type.Object(
  {
    match: Type.Optional(Type.String()),
    fault: Type.Union([Type.String(), Type.Integer()]),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    skip: Type.Optional(Type.Integer({ minimum: 0 })),
    when: Type.Optional(Type.Union([Type.Literal('before'), Type.Literal('after')])),
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    delayMs: Type.Optional(Type.Integer({ minimum: 0 })),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
    bytes: Type.Optional(Type.Integer({ minimum: 1 })),
    body: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

/** Fastify names its status one way, vendors' own refusals another. */
interface ControlError {
  readonly statusCode?: number
  readonly status?: number
  readonly message: string
}

/**
 * How control routes take bodies and refuse. Test clients often announce JSON on requests without a
 * body; that shall not stop a reset.
 */
export function prepareControl(scope: FastifyInstance): void {
  scope.setErrorHandler((error: ControlError, _request, reply) => {
    const status = error.statusCode ?? error.status ?? 500
    if (status >= 500) console.error(error)
    return reply.code(status).send({ message: error.message })
  })
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') {
      done(null, undefined)
      return
    }
    try {
      done(null, JSON.parse(body.toString()))
    } catch {
      done(Object.assign(new Error('The request body is not JSON'), { statusCode: 400 }))
    }
  })
}

/** Registers the control routes every vendor has, and then the vendor's own. */
export function registerControl(
  scope: FastifyInstance,
  vendor: SandboxVendor,
  host: SandboxHost,
): void {
  prepareControl(scope)
  scope.post('/faults', { schema: { body: FaultBody } }, (request, reply) => {
    const body = request.body as Static<typeof FaultBody>
    const fault = readFaultKind(body.fault)
    if (fault === undefined) {
      return reply.code(400).send({ message: `There is no fault "${String(body.fault)}"` })
    }
    const rule: NewFault = { ...body, match: body.match ?? '', fault }
    return host.faults.add(vendor.key, rule)
  })
  scope.get('/faults', () => ({ faults: host.faults.list(vendor.key) }))
  scope.delete('/faults', () => {
    host.faults.clear(vendor.key)
    return { faults: [] }
  })
  scope.get('/calls', (request) => {
    const calls = host.log.list({ ...readFilter(request.url), vendor: vendor.key })
    return { count: calls.length, calls }
  })
  scope.delete('/calls', () => {
    host.log.clear(vendor.key)
    return { count: 0, calls: [] }
  })
  scope.post('/reset', () => {
    host.faults.clear(vendor.key)
    host.log.clear(vendor.key)
    vendor.reset()
    return { reset: vendor.key }
  })
  vendor.controlRoutes(scope)
}

function readFilter(url: string): CallFilter {
  const query = new URL(url, 'http://sandbox').searchParams
  const text = (name: string) => query.get(name) ?? undefined
  const filter: Record<string, string | number> = {}
  for (const name of ['method', 'path', 'after'] as const) {
    const value = text(name)
    if (value !== undefined) filter[name] = value
  }
  for (const name of ['status', 'limit'] as const) {
    const value = Number(text(name))
    if (text(name) !== undefined && Number.isInteger(value)) filter[name] = value
  }
  return filter
}
