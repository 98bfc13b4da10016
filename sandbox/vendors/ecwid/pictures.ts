import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { findCategory } from './categories.ts'
import { EcwidError } from './errors.ts'
import type { JsonObject, Product } from './model.ts'
import { textParameter } from './parameters.ts'
import { findProduct } from './product-fields.ts'
import type { Store } from './store.ts'

const scope = 'update_catalog'
const largestPicture = 20 * 1024 * 1024

/** Main pictures of products and categories, and galleries; taken as bytes or by address. */
export const pictureRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/products/:id/image',
    scope,
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const { id, addresses } = takePicture(call)
      save(call.store, product, { ...withoutMain(product.fields), ...addresses, mainPictureId: id })
      return json(200, { id })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id/image',
    scope,
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const had = product.fields['originalImageUrl'] !== undefined
      save(call.store, product, withoutMain(product.fields))
      return json(200, { deleteCount: had ? 1 : 0 })
    },
  },
  {
    method: 'POST',
    path: '/products/:id/gallery',
    scope,
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const { id, addresses } = takePicture(call)
      const pictures = galleryOf(product)
      const picture = { id, ...addresses, url: addresses['originalImageUrl'], width: 1500 }
      save(call.store, product, {
        ...product.fields,
        galleryImages: [...pictures, { ...picture, height: 1500, orderBy: pictures.length }],
      })
      return json(200, { id })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id/gallery',
    scope,
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      save(call.store, product, { ...product.fields, galleryImages: [] })
      return json(200, { deleteCount: galleryOf(product).length })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id/gallery/:imageId',
    scope,
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const pictures = galleryOf(product)
      const kept = pictures.filter((picture) => String(picture['id']) !== call.params['imageId'])
      if (kept.length === pictures.length) {
        const text = `Gallery image #${call.params['imageId']} not found`
        throw new EcwidError(404, undefined, text)
      }
      const galleryImages = kept.map((picture, orderBy) => ({ ...picture, orderBy }))
      save(call.store, product, { ...product.fields, galleryImages })
      return json(200, { deleteCount: 1 })
    },
  },
  {
    method: 'POST',
    path: '/categories/:id/image',
    scope,
    handle: (call) => {
      const category = findCategory(call)
      const { id, addresses } = takePicture(call)
      const fields = { ...category.fields, ...addresses }
      call.store.categories.put({ ...category, fields })
      call.store.touch('categoriesUpdated')
      call.store.announce('category.updated', category.id)
      return json(200, { id })
    },
  },
  {
    method: 'DELETE',
    path: '/categories/:id/image',
    scope,
    handle: (call) => {
      const category = findCategory(call)
      const had = category.fields['originalImageUrl'] !== undefined
      call.store.categories.put({ ...category, fields: withoutMain(category.fields) })
      call.store.touch('categoriesUpdated')
      call.store.announce('category.updated', category.id)
      return json(200, { deleteCount: had ? 1 : 0 })
    },
  },
]

/** The picture that a call brings, as bytes or by address, with the sizes that the vendor makes of it. */
function takePicture(call: ApiCall): { id: number; addresses: JsonObject } {
  const address = textParameter(call.query, 'externalUrl')
  const { bytes, contentType } = call.sent()
  if (address !== undefined) {
    if (!/^https?:\/\/[^\s/]+/.test(address)) {
      throw new EcwidError(422, 'WRONG_URL', 'externalUrl is not the address of a picture')
    }
  } else if (bytes.length === 0 || contentType?.startsWith('image/') !== true) {
    throw new EcwidError(422, undefined, 'The uploaded file is not an image')
  } else if (bytes.length > largestPicture) {
    throw new EcwidError(413, undefined, 'The picture is larger than 20 MB')
  }
  const id = call.store.nextId('picture')
  const root = `https://store${call.store.id}.example.site/images/${id}`
  const addresses = {
    smallThumbnailUrl: `${root}-160.jpg`,
    thumbnailUrl: `${root}-400.jpg`,
    hdThumbnailUrl: `${root}-800.jpg`,
    imageUrl: `${root}-1200.jpg`,
    originalImageUrl: `${root}.jpg`,
  }
  return { id, addresses }
}

function galleryOf(product: Product): readonly JsonObject[] {
  return (product.fields['galleryImages'] ?? []) as readonly JsonObject[]
}

const mainMembers = [
  'mainPictureId',
  'smallThumbnailUrl',
  'thumbnailUrl',
  'hdThumbnailUrl',
  'imageUrl',
  'originalImageUrl',
]

function withoutMain<T extends object>(fields: T): T {
  const kept = Object.entries(fields).filter(([name]) => !mainMembers.includes(name))
  return Object.fromEntries(kept) as T
}

function save(store: Store, product: Product, fields: Product['fields']): void {
  store.putProduct({ ...product, fields, updatedAt: store.nowSeconds() })
  store.announce('product.updated', product.id)
}
