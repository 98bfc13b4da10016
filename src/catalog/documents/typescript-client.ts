/**
 * A typed client in TypeScript for one swagger 2.0 document: one file without dependencies, for any runtime that has
 * `fetch`. The types carry everything that the document says; the code beneath is the same for all documents.
 */
import type { Schema } from './clean-schema.ts'
import type { DocumentOperation, DocumentParameter, SwaggerDocument } from './document-shape.ts'
import { commentOf, memberName, membersOf, typeOf } from './schema-as-type.ts'

interface NamedOperation {
  readonly method: string
  readonly path: string
  readonly operation: DocumentOperation
  readonly parameters: readonly NamedParameter[]
}

/** `key` is what a caller writes; the name alone, unless two places have a parameter of that name. */
interface NamedParameter {
  readonly key: string
  readonly parameter: DocumentParameter
}

/** The source of the client's one file. */
export function typescriptClient(document: SwaggerDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      parameters: namedParameters(operation),
    })),
  )
  const { title } = document.info
  return [
    `/** Client of ${commentOf(String(title))}, made by Hubwright of its document. Make it anew instead of changing it. */`,
    modelsOf(document.definitions),
    clientOf(operations),
    operationsOf(operations),
    `const documentedBaseUrl = ${JSON.stringify(addressOf(document))}`,
    runtime,
  ].join('\n\n')
}

function addressOf({ schemes, host, basePath }: SwaggerDocument): string {
  return `${schemes[0] ?? 'https'}://${host}${basePath}`
}

function modelsOf(definitions: Readonly<Record<string, Schema>>): string {
  const members = Object.entries(definitions).map(([name, schema]) => ({
    name,
    type: typeOf(schema, '  '),
    optional: false,
  }))
  return `/** The models, by their names in the document. */\nexport interface Models {\n${membersOf(members, '  ')}}`
}

function clientOf(operations: readonly NamedOperation[]): string {
  const methods = operations.map(({ operation, parameters, method, path }) => {
    const members = parameters.map(({ key, parameter }) => ({
      name: key,
      type: `${parameterType(parameter)} | undefined`,
      optional: true,
      told: parameter.description,
    }))
    const required = parameters.filter(({ parameter }) => parameter.required)
    const exact = members.map((member) =>
      required.some(({ key }) => key === member.name)
        ? { ...member, optional: false, type: member.type.replace(/ \| undefined$/, '') }
        : member,
    )
    const optional = required.length === 0 ? '?' : ''
    const given =
      members.length === 0 ? '' : `parameters${optional}: {\n${membersOf(exact, '    ')}  }`
    const told = [operation.summary, `\`${method} ${path}\``].filter((text) => text !== '')
    return `  /** ${commentOf(told.join(': '))} */\n  ${memberName(operation.operationId)}(${given}): Promise<Answer<${answerType(operation)}>>\n`
  })
  return `export interface Client {\n${methods.join('')}}`
}

function parameterType({ schema, type, format, items }: DocumentParameter): string {
  return typeOf(schema ?? { type: type ?? 'string', format, items })
}

function answerType({ responses }: DocumentOperation): string {
  const schema = responses['200']?.schema
  return schema === undefined ? 'unknown' : typeOf(schema, '  ')
}

/** The secrets are the client's own matter, said once when it is made. */
function namedParameters({ parameters }: DocumentOperation): readonly NamedParameter[] {
  const taken = new Set<string>()
  return parameters
    .filter(({ name, in: place }) => place !== 'header' || name !== 'Authorization')
    .map((parameter) => {
      const { name, in: place } = parameter
      const wanted = place === 'body' ? 'body' : name
      const key = taken.has(wanted) ? `${place}_${wanted}` : wanted
      taken.add(key)
      return { key, parameter }
    })
}

function operationsOf(operations: readonly NamedOperation[]): string {
  const lines = operations.map(({ method, path, operation, parameters }) => {
    const places = parameters.map(({ key, parameter }) => [
      key,
      parameter.collectionFormat === 'multi' ? 'queries' : parameter.in,
      parameter.name,
    ])
    return `  ${JSON.stringify([operation.operationId, method, path, places])},\n`
  })
  return `/** Name, method, path, and of each parameter its key, place and name. */\nconst operations: readonly Operation[] = [\n${lines.join('')}]`
}

/** The same in every client. */
const runtime = `type Operation = readonly [
  id: string,
  method: string,
  path: string,
  parameters: readonly (readonly [key: string, place: string, name: string])[],
]

export interface ClientOptions {
  /** \`User <user secret>, Element <instance token>\`, or a function that answers it for each call. */
  authorization: string | (() => string | Promise<string>)
  /** Address of the API; by default the one that the document names. */
  baseUrl?: string
  /** In the place of the global one. */
  fetch?: typeof globalThis.fetch
}

export interface Answer<T> {
  readonly data: T
  /** Send it as the parameter \`nextPage\` to read on; undefined on the last page. */
  readonly nextPage: string | undefined
  readonly status: number
  readonly headers: Headers
}

/** An answer that is no success. \`code\` is stable, and has a page at \`docs\` of the body. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly body: unknown

  constructor(status: number, body: unknown) {
    const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    super(typeof told['message'] === 'string' ? told['message'] : \`The answer was \${status}\`)
    this.name = 'ApiError'
    this.status = status
    this.code = typeof told['code'] === 'string' ? told['code'] : undefined
    this.requestId = typeof told['requestId'] === 'string' ? told['requestId'] : undefined
    this.body = body
  }
}

export function createClient(options: ClientOptions): Client {
  return Object.fromEntries(
    operations.map((operation) => [
      operation[0],
      (given: Record<string, unknown> = {}) => call(options, operation, given),
    ]),
  ) as unknown as Client
}

async function call(
  options: ClientOptions,
  [, method, path, parameters]: Operation,
  given: Record<string, unknown>,
): Promise<Answer<unknown>> {
  const { authorization } = options
  const headers = new Headers({
    accept: 'application/json',
    authorization: typeof authorization === 'string' ? authorization : await authorization(),
  })
  const query = new URLSearchParams()
  const form = new FormData()
  let address = path
  let body: string | FormData | undefined
  for (const [key, place, name] of parameters) {
    const value = given[key]
    if (value === undefined) {
      if (place === 'path') throw new TypeError(\`The parameter \${key} is missing\`)
      continue
    }
    const text = Array.isArray(value) ? value.join(',') : String(value)
    if (place === 'path') address = address.replace(\`{\${name}}\`, () => encodeURIComponent(text))
    else if (place === 'query') query.append(name, text)
    else if (place === 'queries') for (const one of [value].flat()) query.append(name, String(one))
    else if (place === 'header') headers.set(name, text)
    else if (place === 'formData') {
      form.append(name, value instanceof Blob ? value : text)
      body = form
    } else {
      headers.set('content-type', 'application/json')
      body = JSON.stringify(value)
    }
  }
  const base = (options.baseUrl ?? documentedBaseUrl).replace(/\\/+$/, '')
  const search = query.size === 0 ? '' : \`?\${query.toString()}\`
  const answer = await (options.fetch ?? fetch)(\`\${base}\${address}\${search}\`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  const data: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text
  if (!answer.ok) throw new ApiError(answer.status, data)
  const nextPage = answer.headers.get('elements-next-page-token') ?? undefined
  return { data, nextPage, status: answer.status, headers: answer.headers }
}
`
