import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { pathVariable, plainWrites } from './plain-writes.ts'
import { readBack, recordPath } from './read-back.ts'

/** Hooks of variations and of stock, by route. */
export const variationHooks: Readonly<Record<string, ResourceHooks>> = {
  ...plainWrites('/products/{productId}/combinations', 'combinationId', variationsPath),
  'PATCH /products/{productId}/inventory': {
    preRequest: checkDelta,
    postRequest: (context, answer) =>
      stockAfter(context, answer, '/products', pathVariable(context, 'productId')),
  },
  'PATCH /products/{productId}/combinations/{combinationId}/inventory': {
    preRequest: checkDelta,
    postRequest: (context, answer) =>
      stockAfter(context, answer, variationsPath(context), pathVariable(context, 'combinationId')),
  },
}

function variationsPath(context: HookContext): string {
  return `${recordPath('/products', pathVariable(context, 'productId'))}/combinations`
}

function checkDelta(context: HookContext): void {
  const { body } = context.request
  if (isJsonObject(body) && Number.isSafeInteger(body['quantityDelta'])) return
  const message = 'must be a whole number, such as -2'
  throw new PlatformError('invalid_request', `quantityDelta ${message}.`, {
    details: [{ path: '/quantityDelta', message }],
  })
}

/** The stock as it is now; a count of 0 means that nobody counts this product's pieces. */
async function stockAfter(
  context: HookContext,
  answer: HookAnswer,
  collection: string,
  id: string,
): Promise<PostRequestOutcome> {
  const { updateCount, warning } = isJsonObject(answer.body) ? answer.body : {}
  const outcome = await readBack(context, collection, id, stockOf)
  if (updateCount === 0) {
    return { notice: 'Nothing has changed: the store does not count this stock', ...outcome }
  }
  return typeof warning === 'string'
    ? { notice: `The store warns: ${warning}`, ...outcome }
    : outcome
}

function stockOf(record: unknown): unknown {
  if (!isJsonObject(record)) return record
  const { id, quantity, unlimited, inStock } = record
  return { id, ...(quantity === undefined ? {} : { quantity }), unlimited, inStock }
}
