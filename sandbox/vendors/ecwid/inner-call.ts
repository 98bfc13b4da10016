import type { Answer } from '../../answer.ts'
import { type ApiCall, type ApiRoute, readJsonObject } from './api-call.ts'
import { mayUse } from './auth.ts'
import { EcwidError, errorAnswer } from './errors.ts'

/** A call within a call. */
export interface InnerCall {
  readonly method: string
  /** Below the store, with its query. */
  readonly path: string
  /** An object, or JSON as text. */
  readonly body: unknown
}

/** Makes a call of the REST API without HTTP, with the store and token of `call`. Never throws. */
export async function runInnerCall(
  routes: readonly ApiRoute[],
  call: Pick<ApiCall, 'world' | 'store' | 'token' | 'origin'>,
  request: InnerCall,
): Promise<Answer> {
  const url = new URL(request.path, 'http://sandbox')
  const contentType = 'application/json'
  const text = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? {})
  const bytes = Buffer.from(text)
  try {
    const { route, params } = routeFor(routes, request.method, url.pathname)
    if (route.scope !== null && !mayUse(call.token, route.scope)) {
      throw new EcwidError(403, 'INSUFFICIENT_APP_SCOPE', `The app lacks '${route.scope}'`)
    }
    return await route.handle({
      ...call,
      params,
      query: url.searchParams,
      body: () => readJsonObject(bytes, contentType),
      sent: () => ({ bytes, contentType }),
    })
  } catch (error) {
    return errorAnswer(error)
  }
}

/** The route of a path; of several that fit, the one with fewer parameters. */
function routeFor(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { route: ApiRoute; params: Record<string, string> } {
  const given = path.split('/')
  const fitting = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const names = route.path.split('/')
      if (names.length !== given.length) return []
      const params: Record<string, string> = {}
      for (const [index, name] of names.entries()) {
        const part = given[index] ?? ''
        if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(part)
        else if (name !== part) return []
      }
      return [{ route, params }]
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  const [first] = fitting
  if (first !== undefined) return first
  throw new EcwidError(404, undefined, `No such path: ${path}`)
}
