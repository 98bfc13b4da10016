import { type Answer, json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { findCategory } from './categories.ts'
import { EcwidError, wrongParameter } from './errors.ts'
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
    handle: (call) => setMain(call, () => takePicture(call)),
  },
  {
    method: 'POST',
    path: '/products/:id/image/async',
    scope,
    handle: (call) => setMain(call, () => fetchPicture(call)),
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
    handle: (call) => addToGallery(call, () => takePicture(call)),
  },
  {
    method: 'POST',
    path: '/products/:id/gallery/async',
    scope,
    handle: (call) => addToGallery(call, () => fetchPicture(call)),
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

interface Picture {
  readonly id: number
  /** Where its sizes can be seen. */
  readonly addresses: JsonObject
  readonly width: number
  readonly height: number
}

function setMain(call: ApiCall, take: () => Picture): Answer {
  const product = findProduct(call.store, call.params['id'])
  const { id, addresses } = take()
  save(call.store, product, { ...withoutMain(product.fields), ...addresses, mainPictureId: id })
  return json(200, { id })
}

function addToGallery(call: ApiCall, take: () => Picture): Answer {
  const product = findProduct(call.store, call.params['id'])
  const { addresses, ...picture } = take()
  const pictures = galleryOf(product)
  const orderBy = pictures.length
  const added = { ...picture, ...addresses, url: addresses['originalImageUrl'], orderBy }
  save(call.store, product, { ...product.fields, galleryImages: [...pictures, added] })
  return json(200, { id: picture.id })
}

/** The picture that a call brings, as bytes or by address. */
function takePicture(call: ApiCall): Picture {
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
  return newPicture(call.store, 1500, 1500)
}

/** A picture that the vendor fetches when it has time; its size has to be said. Here the time is at once. */
function fetchPicture(call: ApiCall): Picture {
  const { url, width, height } = call.body()
  if (typeof url !== 'string' || !/^https:\/\/[^\s/]+/.test(url)) {
    throw new EcwidError(422, 'WRONG_URL', 'url is not the https address of a picture')
  }
  for (const [name, value] of Object.entries({ width, height })) {
    if (!(Number(value) > 0)) throw wrongParameter(`Field ${name} is absent`)
  }
  return newPicture(call.store, Number(width), Number(height))
}

/** A picture with the sizes that the vendor makes of it. */
function newPicture(store: Store, width: number, height: number): Picture {
  const id = store.nextId('picture')
  const root = `https://store${store.id}.example.site/images/${id}`
  const addresses = {
    smallThumbnailUrl: `${root}-160.jpg`,
    thumbnailUrl: `${root}-400.jpg`,
    hdThumbnailUrl: `${root}-800.jpg`,
    imageUrl: `${root}-1200.jpg`,
    originalImageUrl: `${root}.jpg`,
  }
  return { id, addresses, width, height }
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
