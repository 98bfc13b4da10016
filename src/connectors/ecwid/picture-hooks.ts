import { isJsonObject } from '../../core/json.ts'
import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { pathVariable } from './plain-writes.ts'
import { createdId, readSaved, recordPath } from './read-back.ts'

const addresses = 'imageUrl,originalImageUrl,thumbnailUrl,smallThumbnailUrl,hdThumbnailUrl'

/** Hooks of the pictures of products, by route. */
export const pictureHooks: Readonly<Record<string, ResourceHooks>> = {
  'POST /products/{productId}/image': {
    postRequest: (context, answer) => mainPicture(context, productPath(context), answer),
  },
  'GET /products/{productId}/gallery': {
    // A product without pictures may lack the member.
    postRequest: (_context, answer) => ({ body: Array.isArray(answer.body) ? answer.body : [] }),
  },
  'POST /products/{productId}/gallery': { postRequest: addedToGallery },
}

/** The vendor answers the picture's number; callers want the addresses of the sizes that it made. */
export async function mainPicture(
  context: HookContext,
  owner: string,
  answer: HookAnswer,
): Promise<PostRequestOutcome> {
  const id = createdId(answer.body)
  return readSaved(id, async () => {
    const { body } = await context.callVendor({
      method: 'GET',
      path: owner,
      query: { responseFields: addresses },
    })
    return isJsonObject(body) ? body : undefined
  })
}

async function addedToGallery(
  context: HookContext,
  answer: HookAnswer,
): Promise<PostRequestOutcome> {
  const id = createdId(answer.body)
  return readSaved(id, async () => {
    const { body } = await context.callVendor({
      method: 'GET',
      path: productPath(context),
      query: { responseFields: 'galleryImages' },
    })
    const pictures: unknown = isJsonObject(body) ? body['galleryImages'] : undefined
    if (!Array.isArray(pictures)) return undefined
    return pictures.find((one) => isJsonObject(one) && String(one['id']) === String(id)) as unknown
  })
}

function productPath(context: HookContext): string {
  return recordPath('/products', pathVariable(context, 'productId'))
}
