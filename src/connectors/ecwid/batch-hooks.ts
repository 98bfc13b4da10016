import { isJsonObject } from '../../core/json.ts'
import type { HookContext, ResourceHooks } from '../../catalog/hooks.ts'
import { withoutAddressTokens } from './mask-tokens.ts'
import { wrongMember } from './partial-body.ts'

const mostRequests = 500
const methods: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE']

/** Hooks of batches, by route. */
export const batchHooks: Readonly<Record<string, ResourceHooks>> = {
  'POST /batch': { preRequest: checkRequests },
  'GET /batch': {
    postRequest: (_context, answer) => ({ body: withoutAddressTokens(answer.body) }),
  },
}

/** The vendor refuses a whole batch without saying which request is wrong. */
function checkRequests(context: HookContext): void {
  const list: unknown = context.request.body
  const requests: readonly unknown[] = Array.isArray(list) ? list : []
  if (requests.length === 0 || requests.length > mostRequests) {
    throw wrongMember('', `must be a list of 1 to ${mostRequests} requests`)
  }
  const ids = new Set<unknown>()
  for (const [index, request] of requests.entries()) {
    const { id, path, method } = isJsonObject(request) ? request : {}
    if (typeof id !== 'string' || id === '' || ids.has(id)) {
      throw wrongMember(`/${index}/id`, 'must be a text that no other request has')
    }
    ids.add(id)
    if (typeof path !== 'string' || !/^\/[^/]/.test(path)) {
      const wanted = "must be the vendor's path below the store, such as /orders?limit=1"
      throw wrongMember(`/${index}/path`, wanted)
    }
    if (typeof method !== 'string' || !methods.includes(method.toUpperCase())) {
      throw wrongMember(`/${index}/method`, `must be one of ${methods.join(', ')}`)
    }
  }
}
