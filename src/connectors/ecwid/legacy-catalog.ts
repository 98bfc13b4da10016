/** Products and categories by the legacy keys. */
import { PlatformError, toError } from '../../core/errors.ts'
import type {
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { legacyProduct } from './legacy-shape.ts'
import { refuseEmptyChange } from './plain-writes.ts'
import { productBody } from './product-hooks.ts'

/** Hooks of the catalog of instances with legacy keys, by the names that the resources give. */
export const legacyCatalogHooks: Readonly<Record<string, ResourceHooks>> = {
  'legacy products': {
    // The product key opens what visitors do not see, but only when it is asked for.
    preRequest: (_context, draft) => ({
      vendor: { query: { hidden_products: 'true', ...draft.query } },
    }),
    postRequest: (_context, answer) => ({ body: listOf(answer.body).map(legacyProduct) }),
  },
  'legacy product': {
    postRequest: (_context, answer) => ({ body: legacyProduct(answer.body) }),
  },
  'legacy product change': { preRequest: changeProduct, postRequest: changedProduct },
  'legacy categories': { postRequest: (_context, answer) => ({ body: listOf(answer.body) }) },
  'legacy category': {},
}

function listOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body
  throw new PlatformError('vendor_answer_unreadable', 'The store answered no list.')
}

function changeProduct(context: HookContext): PreRequestOutcome {
  refuseEmptyChange(context)
  const change = productBody(context.request.body)
  if ('quantityDelta' in change) {
    const message = 'needs OAuth 2.0; with the legacy keys send quantity'
    throw new PlatformError(
      'invalid_request',
      `quantityDelta ${message}, or create an instance with authentication.type 'oauth2'.`,
      { details: [{ path: '/quantityDelta', message }] },
    )
  }
  return { vendor: { body: change } }
}

async function changedProduct(context: HookContext): Promise<PostRequestOutcome> {
  const id = context.request.pathVariables['id'] ?? ''
  try {
    const { body } = await context.callVendor({
      method: 'GET',
      path: '/product',
      query: { secure_auth_key: context.configuration['ecwid.product.key'] ?? '', id },
    })
    return { body: legacyProduct(body) }
  } catch (thrown) {
    const notice = `The store has changed the product ${id}, but reading it back failed: ${toError(thrown).message}`
    return { body: { id: Number(id) }, notice }
  }
}
