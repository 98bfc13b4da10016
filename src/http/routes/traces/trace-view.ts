/** How traces look in answers. */
import { Type, type Static } from 'typebox'
import type { Exchange, Trace, TraceHead } from '../../../traces/trace.ts'

const Text = Type.String()

export const TraceHeadSchema = Type.Object({
  requestId: Type.String({ description: "The call's Elements-Request-Id" }),
  kind: Type.String({
    description:
      '`call`, or `provisioning` when the instance was made or authenticated with `debug`',
  }),
  date: Text,
  instanceId: Type.Optional(Type.Integer()),
  elementKey: Text,
  method: Text,
  path: Text,
  status: Type.Integer(),
  vendorCalls: Type.Integer({ description: 'Requests to the vendor' }),
  durationMs: Type.Number(),
})

const BodySchema = Type.Object({
  type: Type.Optional(Type.String({ description: 'Content-Type' })),
  bytes: Type.Integer({ description: 'Length of the whole body' }),
  text: Type.Optional(Type.String({ description: 'Absent for what is no text' })),
  isCut: Type.Optional(Type.Boolean({ description: 'The text ends before the body does' })),
})
const headers = Type.Record(Type.String(), Type.String())
const RequestSchema = Type.Object({
  method: Text,
  url: Text,
  headers,
  body: Type.Optional(BodySchema),
})
const ResponseSchema = Type.Object({
  status: Type.Integer(),
  headers,
  body: Type.Optional(BodySchema),
})

export const ExchangeSchema = Type.Object({
  date: Text,
  durationMs: Type.Number(),
  request: RequestSchema,
  response: Type.Optional(ResponseSchema),
  failure: Type.Optional(
    Type.Object({ kind: Text, message: Text }, { description: 'Why no answer came' }),
  ),
})

export const TraceSchema = Type.Object({
  ...TraceHeadSchema.properties,
  request: RequestSchema,
  response: ResponseSchema,
  exchanges: Type.Array(ExchangeSchema, {
    description: 'What was said to the vendor, in the order of the requests',
  }),
})

export function traceHeadView(head: TraceHead): Static<typeof TraceHeadSchema> {
  return {
    requestId: head.requestId,
    kind: head.kind,
    date: new Date(head.at).toISOString(),
    ...(head.instanceId === null ? {} : { instanceId: head.instanceId }),
    elementKey: head.connectorKey,
    method: head.method,
    path: head.path,
    status: head.status,
    vendorCalls: head.vendorCalls,
    durationMs: head.durationMs,
  }
}

export function traceView(trace: Trace): Static<typeof TraceSchema> {
  const { request, response, exchanges } = trace.content
  return {
    ...traceHeadView(trace),
    request,
    response,
    exchanges: exchanges.map(exchangeView),
  }
}

/** The old platform's form: each exchange under its method and path; repeated ones are numbered. */
export function traceMap(trace: Trace): Record<string, Static<typeof ExchangeSchema>> {
  const map: Record<string, Static<typeof ExchangeSchema>> = {}
  for (const exchange of trace.content.exchanges) {
    const { method, url } = exchange.request
    const name = `${method}:${URL.parse(url)?.pathname ?? url}`
    let key = name
    for (let count = 2; key in map; count += 1) key = `${name} (${count})`
    map[key] = exchangeView(exchange)
  }
  return map
}

function exchangeView({ at, ...exchange }: Exchange): Static<typeof ExchangeSchema> {
  return { date: new Date(at).toISOString(), ...exchange }
}
