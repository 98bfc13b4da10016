import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { withoutFileToken } from './mask-tokens.ts'
import { bodyObject, rename } from './partial-body.ts'
import { createdId, readBack, recordPath } from './read-back.ts'
import { conditionsOn, literalOf, literalsOf, unusable } from './where-literals.ts'

/** Hooks of the product resources, by route. */
export const productHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /products': {
    preRequest: askForProducts,
    postRequest: (_context, answer) =>
      // The common list has no files: it goes on as it came, without a walk over its records.
      Array.isArray(answer.body) && answer.body.some(hasFiles)
        ? { body: answer.body.map(finishedProduct) }
        : undefined,
  },
  'GET /products/{id}': {
    postRequest: (_context, answer) => ({ body: finishedProduct(answer.body) }),
  },
  'POST /products': {
    preRequest: (context) => ({ vendor: { body: productBody(context.request.body) } }),
    postRequest: (context, answer) =>
      readBack(context, '/products', createdId(answer.body), finishedProduct),
  },
  'PATCH /products/{id}': { preRequest: changeProduct, postRequest: changedProduct },
}

/** A product as callers get it: the addresses of its files carry no API token. */
export function finishedProduct(product: unknown): unknown {
  return hasFiles(product) ? { ...product, files: product.files.map(withoutFileToken) } : product
}

function hasFiles(product: unknown): product is { files: readonly unknown[] } {
  return isJsonObject(product) && Array.isArray(product['files']) && product['files'].length > 0
}

function askForProducts(context: HookContext, draft: VendorRequestDraft): PreRequestOutcome {
  const query: Record<string, string | readonly string[]> = { ...draft.query }
  for (const condition of conditionsOn(context.expression, 'hidden_products')) {
    const hidden = String(literalOf(condition)).toLowerCase()
    if (hidden !== 'true' && hidden !== 'false') {
      throw unusable('hidden_products', 'hidden_products must be true or false')
    }
    // A search with the secret token finds disabled products unless it says otherwise.
    if (hidden === 'false') query['enabled'] = 'true'
  }
  for (const condition of context.expression) {
    if (!/^(option|attribute)_./.test(condition.attribute)) continue
    query[condition.attribute] = literalsOf(condition).map(String).join(',')
  }
  // The vendor's own order is by relevance, which a change reshuffles; a stable one keeps pages apart.
  const hasOwnOrder = ['sortBy', 'keyword', 'category', 'categories'].some((name) => name in query)
  if (!hasOwnOrder) query['sortBy'] = 'ADDED_TIME_ASC'
  return { vendor: { query } }
}

/** Turns names and shapes of the published model into the vendor's. */
export function productBody(body: unknown): Record<string, unknown> {
  const product = bodyObject(body)
  rename(product, 'compareAtPrice', 'compareToPrice')
  const { wholesalePrices } = product
  if (isJsonObject(wholesalePrices)) {
    product['wholesalePrices'] = Object.entries(wholesalePrices)
      .map(([quantity, price]) => ({ quantity: Number(quantity), price }))
      .sort((a, b) => a.quantity - b.quantity)
  }
  return product
}

async function changeProduct(context: HookContext): Promise<PreRequestOutcome> {
  const change = productBody(context.request.body)
  const { quantityDelta, ...rest } = change
  if (quantityDelta === undefined) {
    if (Object.keys(change).length > 0) return { vendor: { body: change } }
    throw new PlatformError('invalid_request', 'Send a body with what shall change.')
  }
  if (!Number.isInteger(quantityDelta)) throw wrongDelta('must be a whole number')
  if (Object.keys(rest).length > 0) {
    throw wrongDelta('must be sent alone: the vendor takes it by another route than the rest')
  }
  const { body } = await context.callVendor({
    method: 'PUT',
    path: `${recordPath('/products', context.request.pathVariables['id'] ?? '')}/inventory`,
    body: { quantityDelta },
  })
  if (isJsonObject(body) && body['updateCount'] === 0) {
    throw new PlatformError('vendor_not_found', 'The store has no such product.')
  }
  return { answer: { body } }
}

function wrongDelta(message: string): PlatformError {
  return new PlatformError('invalid_request', `quantityDelta ${message}.`, {
    details: [{ path: '/quantityDelta', message }],
  })
}

/** `returnItem=true` brings the changed product along; where it does not, the product is read by its id. */
async function changedProduct(
  context: HookContext,
  answer: HookAnswer,
): Promise<PostRequestOutcome> {
  const item = isJsonObject(answer.body) ? answer.body['item'] : undefined
  const warning = isJsonObject(answer.body) ? answer.body['warning'] : undefined
  const outcome = isJsonObject(item)
    ? { body: finishedProduct(item) }
    : await readBack(
        context,
        '/products',
        context.request.pathVariables['id'] ?? '',
        finishedProduct,
      )
  return typeof warning === 'string'
    ? { notice: `The store warns: ${warning}`, ...outcome }
    : outcome
}
