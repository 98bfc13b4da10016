import { isJsonObject } from '../../core/json.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import type {
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { bodyObject, completedChange } from './partial-body.ts'
import { pathVariable, refuseEmptyChange } from './plain-writes.ts'
import { readBack, recordPath } from './read-back.ts'

/** Hooks of the store itself and of what belongs to its orders, by route. */
export const storeHooks: Readonly<Record<string, ResourceHooks>> = {
  'PATCH /profile': {
    preRequest: changeProfile,
    postRequest: async (context) => ({
      body: (await context.callVendor({ method: 'GET', path: '/profile' })).body,
    }),
  },
  'PATCH /profile/order_statuses/{id}': {
    preRequest: refuseEmptyChange,
    postRequest: (context) =>
      readBack(context, '/profile/order_status', pathVariable(context, 'id')),
  },
  'POST /orders/{orderId}/extraFields': { postRequest: (context) => savedField(context) },
  'PATCH /orders/{orderId}/extraFields/{fieldId}': {
    preRequest: refuseEmptyChange,
    postRequest: (context) => savedField(context),
  },
  'GET /discount_coupons/deleted': {
    preRequest: deletedCoupons,
    postRequest: (_context, answer) => ({
      body: isJsonObject(answer.body) ? answer.body['items'] : answer.body,
    }),
  },
}

/** A section of the profile is completed from the one in force, so that a PATCH changes the given members only. */
async function changeProfile(context: HookContext): Promise<PreRequestOutcome> {
  refuseEmptyChange(context)
  const read = async (): Promise<unknown> =>
    (await context.callVendor({ method: 'GET', path: '/profile' })).body
  return { vendor: { body: await completedChange(context.request.body, read) } }
}

/** The vendor has no reading of one extra field, so that it is taken from the order's list. */
async function savedField(context: HookContext): Promise<PostRequestOutcome> {
  const sent = bodyObject(context.request.body)
  const id = context.request.pathVariables['fieldId'] ?? sent['id']
  try {
    const order = recordPath('/orders', pathVariable(context, 'orderId'))
    const { body } = await context.callVendor({ method: 'GET', path: `${order}/extraFields` })
    const fields: readonly unknown[] = Array.isArray(body) ? body : []
    const found =
      id === undefined
        ? fields.findLast((field) => isJsonObject(field) && field['value'] === sent['value'])
        : fields.find((field) => isJsonObject(field) && field['id'] === id)
    if (found !== undefined) return { body: found }
    return { body: sent, notice: 'The store has saved the field but does not show it yet' }
  } catch (thrown) {
    const notice = `The store has saved the field, but reading it back failed: ${toError(thrown).message}`
    return { body: sent, notice }
  }
}

/** Texts of the vendor name two addresses for this list; the second is asked where the first is unknown. */
async function deletedCoupons(
  context: HookContext,
  draft: { readonly query: Readonly<Record<string, string | readonly string[]>> },
): Promise<PreRequestOutcome> {
  const query = Object.fromEntries(
    Object.entries(draft.query).map(([name, value]) => [name, String(value)]),
  )
  const ask = async (path: string): Promise<PreRequestOutcome> => {
    const { body } = await context.callVendor({ method: 'GET', path, query })
    return { answer: { body } }
  }
  try {
    return await ask('/discount_coupons/deleted')
  } catch (thrown) {
    if (!(thrown instanceof PlatformError) || thrown.code !== 'vendor_not_found') throw thrown
    return ask('/coupons/deleted')
  }
}
