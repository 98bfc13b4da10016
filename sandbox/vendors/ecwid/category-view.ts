import type { ApiCall } from './api-call.ts'
import { productIdsOf, shownProductCount } from './category-book.ts'
import type { Category, JsonObject } from './model.ts'
import { booleanParameter } from './parameters.ts'
import { inLanguage, readViewOptions, slugOf, storefrontUrl, translated } from './product-view.ts'

/** A category as the REST API prints it; a root has no parentId. */
export function showCategory(call: ApiCall, category: Category): JsonObject {
  const { store, query } = call
  const { id, parentId, fields } = category
  const options = readViewOptions(query, call.token.kind === 'public')
  if (options.publicOnly && !fields.enabled) return { id, enabled: false }
  const { name, enabled, orderBy, description: _description, ...rest } = fields
  const productIds = productIdsOf(store, id)
  const { nameTranslated: _name, descriptionTranslated: _text, ...extra } = rest
  return {
    id,
    ...(parentId === undefined ? {} : { parentId }),
    orderBy,
    name: inLanguage(fields, 'name', options.lang),
    nameTranslated: translated(store, fields, 'name'),
    url: storefrontUrl(store, options, 'products', slugOf(name), `c${id}`),
    productCount: shownProductCount(store, id),
    ...(booleanParameter(query, 'productIds') === true
      ? {
          productIds,
          enabledProductCount: productIds.filter((one) => store.products.get(one)?.fields.enabled)
            .length,
        }
      : {}),
    description: inLanguage(fields, 'description', options.lang),
    descriptionTranslated: translated(store, fields, 'description'),
    enabled,
    isSampleCategory: false,
    ...extra,
  }
}
