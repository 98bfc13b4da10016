/**
 * Requests that nobody sane would send, for every operation of an OpenAPI document: right and wrong secrets, values
 * of every type in every place, bodies that are no JSON. Used by the tests (few) and by `npm run drill input` (many).
 */
import * as fc from 'fast-check'
import { Agent, request as send } from 'undici'

export interface Operation {
  readonly method: string
  /** With `{parameters}`. */
  readonly path: string
  readonly query: readonly string[]
}

/** What requests may contain that is real, so that they come further than the first refusal. */
export interface RealThings {
  readonly authorization: string
  readonly userSecret: string
  readonly token: string
  readonly instanceId: number
}

export interface GeneratedRequest {
  readonly method: string
  /** Path and query, encoded. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export function operationsOf(document: unknown): Operation[] {
  const { paths } = document as {
    paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      query: parameters.filter((one) => one.in === 'query').map((one) => one.name),
    })),
  )
}

const strangeTexts = [
  '',
  '0',
  '-1',
  '1.5',
  '9007199254740993',
  '1e309',
  'NaN',
  'null',
  'true',
  '../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '\u0000',
  'a\r\nSet-Cookie: x=1',
  "' or 1=1 --",
  '"; drop table users; --',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '{config.key}',
  '${7*7}',
  '\u202E\uFEFF😀',
  '\uD800',
  'x'.repeat(600),
  "name = 'x' AND (",
  '2020-02-30T25:61:61Z',
]

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...strangeTexts) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
)

/** encodeURIComponent refuses lone surrogates; a client would send something for them. */
function encode(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
}

const names = ['name', 'element', 'configuration', 'providerData', 'tags', 'key', 'password']
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e300, [], {}),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), text), tie('any'), { maxKeys: 4 }),
  ),
})).any

/** Looks like the body of an instance, and is none. */
const nearlyInstance = fc.record(
  {
    name: value,
    element: fc.oneof(value, fc.record({ key: fc.constantFrom('ecwid', '', 'nothing') })),
    configuration: fc.oneof(value, fc.dictionary(text, value, { maxKeys: 4 })),
    providerData: fc.oneof(value, fc.record({ code: text })),
    tags: fc.oneof(value, fc.array(value, { maxLength: 3 })),
    externalAuthentication: fc.oneof(value, fc.constant('initial')),
  },
  { requiredKeys: [] },
)

const body = fc.oneof(
  fc.constant(undefined),
  value.map((one) => JSON.stringify(one) ?? 'null'),
  nearlyInstance.map((one) => JSON.stringify(one)),
  fc.constantFrom(
    '',
    'null',
    '{',
    '{“name”:“x”}',
    "{'name':'x'}",
    '[1,]',
    '\u0000',
    '{"a":'.repeat(70),
  ),
  fc.constantFrom('{"__proto__":{"x":1}}', '"x"', '{"name":1e999}', 'a=1&b=2', '\uFEFF{}'),
  fc.string({ maxLength: 60 }),
)

const contentType = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'nonsense',
  undefined,
)

function authorization(real: RealThings): fc.Arbitrary<string | undefined> {
  const whole = `${real.authorization}, Element ${real.token}`
  const soup = fc
    .array(
      fc.constantFrom(
        'User',
        'Organization',
        'Element',
        'Bearer',
        'Basic',
        ',',
        ', ',
        ' ',
        '=',
        real.token,
        real.userSecret,
        'x'.repeat(300),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('').trim())
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(real.authorization, whole) },
    { weight: 1, arbitrary: soup },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
}

/** Ends with the thing it names; a real id there would end the walk for everybody after it. */
function isDestructive({ method, path }: Operation): boolean {
  return method === 'DELETE' && path.includes('/instances')
}

export function generatedRequest(
  operation: Operation,
  real: RealThings,
): fc.Arbitrary<GeneratedRequest> {
  const spares = isDestructive(operation)
  const realThings: RealThings = spares ? { ...real, token: 'x'.repeat(43) } : real
  const parameter = spares
    ? text
    : fc.oneof(text, fc.constantFrom(String(real.instanceId), 'ecwid', 'ecommerce', 'products'))
  const count = [...operation.path.matchAll(/\{\w+\}/g)].length
  const queryName = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...operation.query, 'where', 'fields', 'pageSize') },
    { weight: 1, arbitrary: text },
  )
  return fc
    .record({
      parameters: fc.array(parameter, { minLength: count, maxLength: count }),
      query: fc.array(fc.tuple(queryName, text), { maxLength: 4 }),
      authorization: authorization(realThings),
      accept: fc.constantFrom('application/json', '*/*', 'text/csv', 'nonsense', undefined),
      version: fc.constantFrom('Hydrogen', 'Helium', 'x', undefined),
      contentType,
      body,
    })
    .map(({ parameters, query, ...parts }) => {
      const rest = [...parameters]
      const path = operation.path.replaceAll(/\{\w+\}/g, () => encode(rest.shift() ?? ''))
      const pairs = query.map(([name, given]) => `${encode(name)}=${encode(given)}`)
      const headers = {
        authorization: parts.authorization,
        accept: parts.accept,
        'elements-version': parts.version,
        'content-type': parts.contentType,
      }
      const given = Object.entries(headers).filter((header) => header[1] !== undefined)
      return {
        method: operation.method,
        target: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
        headers: Object.fromEntries(given) as Record<string, string>,
        body: operation.method === 'GET' ? undefined : parts.body,
      }
    })
}

const agent = new Agent({ connections: 16 })

/** What is wrong with the answer to a request, or undefined. */
export async function complaintAbout(
  url: string,
  generated: GeneratedRequest,
): Promise<string | undefined> {
  const { method, target, headers, body: sent } = generated
  const answer = await send(url + target, {
    dispatcher: agent,
    method: method as 'GET',
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  })
  const received = await answer.body.text()
  const { statusCode } = answer
  if (statusCode >= 500) return `answered ${statusCode}: ${received.slice(0, 500)}`
  if (statusCode < 400) return undefined
  // Through the pass-through comes whatever the vendor says, untouched.
  if (/^\/elements\/api-v2\/hubs\/[^/]*\/proxy/.test(target)) return undefined
  if (leak.test(received)) return `leaks how it is built: ${received.slice(0, 500)}`
  return complaintAboutError(received)
}

/** Stacks, files and SQL are nobody's business. */
const leak = /\n\s+at |node_modules|\.ts:\d+|node:internal|select .+ from |insert into /i

function complaintAboutError(received: string): string | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(received)
  } catch {
    return `is an error that is no JSON: ${received.slice(0, 500)}`
  }
  const { requestId, message, code, docs } = parsed as Record<string, unknown>
  const isWhole =
    typeof requestId === 'string' &&
    /^[0-9a-f]{24}$/.test(requestId) &&
    typeof message === 'string' &&
    message.length > 0 &&
    typeof code === 'string' &&
    typeof docs === 'string' &&
    docs.endsWith(`/docs/errors/${code}`)
  return isWhole ? undefined : `is an error of another shape: ${received.slice(0, 500)}`
}

/** Calls whose bad outcome would spoil the others come last: deletions, then what switches off. */
export function inGoodOrder(operations: readonly Operation[]): Operation[] {
  return operations.toSorted((a, b) => Number(isDestructive(a)) - Number(isDestructive(b)))
}

export function closeGeneratedRequests(): Promise<void> {
  return agent.close()
}
