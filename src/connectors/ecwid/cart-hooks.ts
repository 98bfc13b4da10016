import { isJsonObject } from '../../core/json.ts'
import type { ResourceHooks } from '../../catalog/hooks.ts'
import { withoutTokensOfOrder } from './order-shape.ts'
import { pathVariable, refuseEmptyChange } from './plain-writes.ts'
import { readBack } from './read-back.ts'

/** Hooks of abandoned carts, by route. */
export const cartHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /carts': {
    postRequest: (_context, answer) =>
      Array.isArray(answer.body) ? { body: answer.body.map(finishedCart) } : undefined,
  },
  'GET /carts/{id}': { postRequest: (_context, answer) => ({ body: finishedCart(answer.body) }) },
  'PATCH /carts/{id}': {
    preRequest: refuseEmptyChange,
    postRequest: (context) =>
      readBack(context, '/carts', pathVariable(context, 'id'), finishedCart),
  },
}

function finishedCart(cart: unknown): unknown {
  return isJsonObject(cart) ? withoutTokensOfOrder(cart) : cart
}
