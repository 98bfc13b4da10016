/** The call that the form describes: its address, its body, and the same in other languages. Pure. */
import type { Operation } from './document.ts'

export type Values = Readonly<Record<string, string>>

export interface Address {
  /** Below the API's base, with its query. */
  readonly path: string
  /** Names of parameters without which it cannot be sent. */
  readonly missing: readonly string[]
}

/** Parameters in their places, encoded; those left empty are left out. */
export function addressOf(hub: string, operation: Operation, values: Values): Address {
  const query = new URLSearchParams()
  const missing: string[] = []
  let { path } = operation
  for (const { name, in: place, required } of operation.parameters) {
    const value = values[name]?.trim() ?? ''
    if (value === '') {
      if (place === 'path' || required === true) missing.push(name)
      continue
    }
    if (place === 'path') path = path.replace(`{${name}}`, () => encodeURIComponent(value))
    else if (place === 'query') query.append(name, value)
  }
  const search = query.size === 0 ? '' : `?${query.toString().replaceAll('+', '%20')}`
  return { path: `/hubs/${hub}${path}${search}`, missing }
}

export interface Snippet {
  readonly method: string
  /** With origin. */
  readonly url: string
  /** What stands behind `Element `. */
  readonly token: string
  readonly body: string | undefined
  readonly idempotencyKey: string | undefined
}

/** The user's secret is on the page of secrets; it is not repeated here. */
const userSecret = '<user secret>'

export function curlOf({ method, url, token, body, idempotencyKey }: Snippet): string {
  const parts = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(url)}`,
    `-H ${quoted(`Authorization: User ${userSecret}, Element ${token}`)}`,
    ...(idempotencyKey === undefined ? [] : [`-H ${quoted(`Idempotency-Key: ${idempotencyKey}`)}`]),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

/** For a shell: nothing within is read by it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

export function typescriptOf({ method, url, token, body, idempotencyKey }: Snippet): string {
  const headers = [
    `    Authorization: ${JSON.stringify(`User ${userSecret}, Element ${token}`)},`,
    ...(idempotencyKey === undefined
      ? []
      : [`    'Idempotency-Key': ${JSON.stringify(idempotencyKey)},`]),
    ...(body === undefined ? [] : [`    'Content-Type': 'application/json',`]),
  ]
  return [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    '  headers: {',
    ...headers,
    '  },',
    ...(body === undefined ? [] : [`  body: JSON.stringify(${body.replaceAll('\n', '\n  ')}),`]),
    '})',
    'if (!response.ok) throw new Error(await response.text())',
    'const data: unknown = await response.json()',
  ].join('\n')
}

/** The parameters as the vendor's own resource has them in its path; its query is left to the person. */
export function vendorPathOf(
  resource: {
    readonly vendorPath: string
    readonly parameters: readonly { readonly name: string; readonly vendorName?: string }[]
  },
  values: Values,
): string {
  return resource.vendorPath.replaceAll(/\{([^}]+)\}/g, (whole, vendorName: string) => {
    const ours = resource.parameters.find((one) => (one.vendorName ?? one.name) === vendorName)
    const value = values[ours?.name ?? vendorName]?.trim() ?? ''
    return value === '' ? whole : encodeURIComponent(value)
  })
}
