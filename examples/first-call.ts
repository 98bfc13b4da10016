/**
 * The first call, in TypeScript: list a store's products, add one, change it, delete it.
 *
 *   HUBWRIGHT_URL=http://127.0.0.1:8080/elements/api-v2 \
 *   HUBWRIGHT_AUTHORIZATION='User …, Element …' npm run example
 *
 * The command takes the Node among the packages; `node examples/first-call.ts` needs 22.19 or newer.
 */

interface Product {
  id: number
  name: string
  price: number
}

const base = process.env['HUBWRIGHT_URL'] ?? 'http://127.0.0.1:8080/elements/api-v2'
const authorization = process.env['HUBWRIGHT_AUTHORIZATION']
if (authorization === undefined) {
  throw new Error('Set HUBWRIGHT_AUTHORIZATION to "User <user secret>, Element <instance token>"')
}

/** Calls the hub and answers the parsed body; an error answer becomes an Error with its message. */
async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${base}/hubs/ecommerce${path}`, {
    method,
    headers: { authorization: authorization!, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const parsed: unknown = text === '' ? undefined : JSON.parse(text)
  if (!answer.ok) {
    const error = parsed as { message?: string; providerMessage?: string } | undefined
    throw new Error(`${answer.status}: ${error?.message ?? ''} ${error?.providerMessage ?? ''}`)
  }
  return parsed as T
}

const products = await call<Product[]>('GET', '/products?pageSize=3&fields=name,price')
console.log(`The first products: ${products.map((product) => product.name).join(', ')}`)

const made = await call<Product>('POST', '/products', {
  name: 'Tea pot',
  price: 24.5,
  sku: 'POT-1',
})
console.log(`Made product ${made.id}`)

const changed = await call<Product>('PATCH', `/products/${made.id}`, { price: 19.9 })
console.log(`It costs ${changed.price} now`)

await call('DELETE', `/products/${made.id}`)
console.log(`Deleted product ${made.id}`)
