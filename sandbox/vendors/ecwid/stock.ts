import type { Combination, Product, StockMove } from './model.ts'
import type { Store } from './store.ts'

/** What a change of stock led to. */
interface StockChange {
  readonly changed: boolean
  /** The pieces left; undefined when the stock is unlimited. */
  readonly quantity?: number
}

/**
 * Adds pieces to (or takes them from) a product or one of its variations. A variation without a
 * stock of its own shares the product's.
 */
export function changeStock(
  store: Store,
  product: Product,
  combinationId: number | undefined,
  delta: number,
): StockChange {
  const combination = product.combinations.find((candidate) => candidate.id === combinationId)
  const updatedAt = store.nowSeconds()
  if (combination?.fields.unlimited === true) return { changed: false }
  if (combination?.fields.quantity !== undefined) {
    const quantity = combination.fields.quantity + delta
    const changed: Combination = { ...combination, fields: { ...combination.fields, quantity } }
    const combinations = product.combinations.map((candidate) =>
      candidate.id === changed.id ? changed : candidate,
    )
    store.putProduct({ ...product, updatedAt, combinations })
    store.announce('product.updated', product.id)
    return { changed: true, quantity }
  }
  if (product.fields.unlimited) return { changed: false }
  const quantity = (product.fields.quantity ?? 0) + delta
  store.putProduct({ ...product, updatedAt, fields: { ...product.fields, quantity } })
  store.announce('product.updated', product.id)
  return { changed: true, quantity }
}

/** Takes what an order sold from stock; products that are gone or unlimited give nothing. */
export function takeFromStock(store: Store, wanted: readonly StockMove[]): StockMove[] {
  return wanted.filter((move) => {
    const product = store.products.get(move.productId)
    if (product === undefined) return false
    return changeStock(store, product, move.combinationId, -move.quantity).changed
  })
}

/** Puts back what an order had taken. */
export function returnToStock(store: Store, taken: readonly StockMove[]): void {
  for (const move of taken) {
    const product = store.products.get(move.productId)
    if (product !== undefined) changeStock(store, product, move.combinationId, move.quantity)
  }
}
