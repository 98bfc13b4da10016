import type { Prng } from '../../prng.ts'
import type { Category, Combination, JsonObject, Product, ProductFields } from './model.ts'
import { glazes, productKinds } from './seed-words.ts'
import type { Store } from './store.ts'

const day = 86_400

/** Products of all sorts; every thirtieth repeats the same ten special cases. */
export function seedProducts(store: Store, prng: Prng, count: number): void {
  const now = store.nowSeconds()
  const categories = [...store.categories.all()]
  for (let index = 0; index < count; index += 1) {
    const createdAt = now - prng.integer(91, 180) * day - prng.integer(0, day)
    const updatedAt = createdAt + prng.integer(0, 30) * day
    const fields = { ...plainFields(prng, index, categories), ...specialFields(index % 30) }
    const product: Product = {
      id: store.nextId('product'),
      createdAt,
      updatedAt,
      fields: 'quantity' in fields && fields.unlimited ? withoutQuantity(fields) : fields,
      combinations: index % 30 === 1 ? sizes(store, fields) : [],
    }
    store.putProduct(product)
  }
}

function plainFields(prng: Prng, index: number, categories: readonly Category[]): ProductFields {
  const kind = productKinds[index % productKinds.length] ?? 'Cup'
  const glaze = prng.pick(glazes)
  const name =
    index < 200 ? `${glaze} ${kind.toLowerCase()}` : `${glaze} ${kind.toLowerCase()} ${index + 1}`
  const category = categories.length === 0 ? undefined : prng.pick(categories)
  return {
    name,
    nameTranslated: { en: name, de: `${name} (handgemacht)` },
    sku: `${kind.slice(0, 3).toUpperCase()}-${index + 1}`,
    price: prng.integer(5, 90) + prng.pick([0, 0.5, 0.99, 0.95]),
    costPrice: prng.integer(2, 5),
    unlimited: false,
    quantity: prng.integer(3, 60),
    enabled: true,
    categoryIds: category === undefined ? [] : [category.id],
    ...(category === undefined ? {} : { defaultCategoryId: category.id }),
    options: [],
    description: `<p>A ${kind.toLowerCase()} with ${glaze.toLowerCase()} glaze.</p>`,
    weight: prng.integer(1, 20) / 10,
    attributes: [{ id: 2, name: 'Brand', type: 'BRAND', value: 'Blue Door', show: 'DESCR' }],
  }
}

/** What makes some products of each thirty interesting. */
function specialFields(place: number): JsonObject {
  switch (place) {
    case 0:
      return { name: 'Cup', sku: 'CUP-1', price: 12, options: [sizeOption(['S', 'M', 'L'])] }
    case 1:
      return { options: [sizeOption(['S', 'L'])], quantity: 20 }
    case 2:
      return { unlimited: true }
    case 3:
      return { enabled: false }
    case 4:
      return { isSampleProduct: true }
    case 5:
      return { isGiftCard: true, unlimited: true, isShippingRequired: false, price: 25 }
    case 6:
      return {
        wholesalePrices: [
          { quantity: 5, price: 9 },
          { quantity: 20, price: 7.5 },
        ],
        price: 10,
      }
    case 7:
      // 19.99 − 12.5 is printed with float noise.
      return { compareToPrice: 19.99, price: 12.5 }
    case 8:
      return { quantity: 0 }
    case 9:
      return { tax: { taxable: false, enabledManualTaxes: [] } }
    case 10:
      return { tax: { taxable: true, enabledManualTaxes: [502] }, showOnFrontpage: 1 }
    case 11:
      return { description: '', externalReferenceId: 'ERP-4711' }
    default:
      return {}
  }
}

function sizeOption(texts: readonly string[]) {
  return {
    type: 'RADIO',
    name: 'Size',
    required: false,
    defaultChoice: 0,
    choices: texts.map((text, index) => ({
      text,
      priceModifier: index * 5,
      priceModifierType: 'PERCENT',
    })),
  }
}

/** One size has its own code, price and stock; the other inherits everything. */
function sizes(store: Store, fields: ProductFields): Combination[] {
  const ownSku = { sku: `${fields.sku}-L`, price: fields.price + 4, quantity: 7, unlimited: false }
  return ['S', 'L'].map((value, index) => ({
    id: store.nextId('combination'),
    combinationNumber: index + 1,
    options: [{ name: 'Size', value }],
    fields: index === 0 ? {} : ownSku,
  }))
}

function withoutQuantity(fields: ProductFields): ProductFields {
  const { quantity: _quantity, ...rest } = fields
  return rest
}
