/**
 * The API as the signed-in person calls it. `api` has a function for every operation, typed by our own document
 * (platform-client.ts is generated); `callInstance` asks a connected account through its hub.
 */
import { ApiError, createClient } from './platform-client.ts'

/** Nobody waits longer in front of a page. */
const patienceMs = 60_000

/** The browser adds the session's cookie; the client's own header is left out unless it says something. */
async function send(address: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (headers.get('authorization') === '') headers.delete('authorization')
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await fetch(address, { ...init, headers, credentials: 'same-origin', signal })
  } catch (error) {
    throw new UnreachableError(signal.aborted, error)
  }
}

/** There was no answer at all. */
export class UnreachableError extends Error {
  constructor(isLate: boolean, cause: unknown) {
    super(
      isLate
        ? `The server did not answer within ${patienceMs / 1000} seconds`
        : 'The server cannot be reached. Is it running, and is the network there?',
      { cause },
    )
    this.name = 'UnreachableError'
  }
}

export const api = createClient({ authorization: '', baseUrl: location.origin, fetch: send })

/** Below this address. */
export const basePath = '/elements/api-v2'

/**
 * What a route that not every server has answers: the parsed body, or undefined for 404.
 * @param path below `/elements/api-v2`
 * @throws UnreachableError, ApiError
 */
export async function readIfThere(path: string): Promise<unknown> {
  const response = await send(basePath + path, { headers: { accept: 'application/json' } })
  if (response.status === 404) return undefined
  const body: unknown = await response.json()
  if (!response.ok) throw new ApiError(response.status, body)
  return body
}

/**
 * The text of an answer as it came, where parsing it would change it.
 * @param path below `/elements/api-v2`
 * @throws UnreachableError, ApiError
 */
export async function readText(path: string): Promise<string> {
  const response = await send(basePath + path)
  const text = await response.text()
  if (!response.ok) throw new ApiError(response.status, JSON.parse(text))
  return text
}

export interface InstanceCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/elements/api-v2`, with its query: `/hubs/ecommerce/products?pageSize=3`. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  /** Beside those that every call has. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface InstanceAnswer {
  readonly status: number
  /** Parsed when it is JSON, text otherwise, undefined when there is none. */
  readonly data: unknown
  readonly headers: Headers
  readonly durationMs: number
}

/**
 * Calls an instance with its token, as a program would. A refusal is an answer too: nothing is thrown for a status.
 * @throws UnreachableError
 */
export async function callInstance(token: string, call: InstanceCall): Promise<InstanceAnswer> {
  const began = performance.now()
  const response = await send(basePath + call.path, {
    method: call.method ?? 'GET',
    headers: {
      accept: 'application/json',
      authorization: `Element ${token}`,
      ...call.headers,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  })
  const text = await response.text()
  const durationMs = performance.now() - began
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const data: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text
  return { status: response.status, data, headers: response.headers, durationMs }
}

/**
 * All pages of a list, at most `most` items; the empty list where the API answers 404 "nothing found".
 * @param page asks for one page by the token of the page before
 */
export async function readAll<T>(
  page: (nextPage: string | undefined) => Promise<{ data: T[]; nextPage: string | undefined }>,
  most = 100_000,
): Promise<T[]> {
  const all: T[] = []
  let nextPage: string | undefined
  do {
    try {
      const answer = await page(nextPage)
      all.push(...answer.data)
      nextPage = answer.nextPage
    } catch (error) {
      if (error instanceof ApiError && error.code === 'nothing_found') return all
      throw error
    }
  } while (nextPage !== undefined && all.length < most)
  return all
}
