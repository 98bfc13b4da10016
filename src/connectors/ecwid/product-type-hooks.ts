import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, PreRequestOutcome, ResourceHooks } from '../../catalog/hooks.ts'
import { bodyObject, wrongMember } from './partial-body.ts'
import { pathVariable, plainWrites, refuseEmptyChange } from './plain-writes.ts'
import { recordPath } from './read-back.ts'

type Attribute = Readonly<Record<string, unknown>>

const writes = plainWrites('/classes')

/** Hooks of product types, which the vendor calls classes, by route. */
export const productTypeHooks: Readonly<Record<string, ResourceHooks>> = {
  ...writes,
  'PATCH /classes/{id}': { ...writes['PATCH /classes/{id}'], preRequest: changeType },
}

/**
 * The vendor deletes every attribute that an update leaves out, with its values in all products. So an update always
 * sends all of them: those of today, changed by what was asked, and the new ones behind them.
 */
async function changeType(context: HookContext): Promise<PreRequestOutcome> {
  refuseEmptyChange(context)
  const change = bodyObject(context.request.body)
  const path = recordPath('/classes', pathVariable(context, 'id'))
  const { body: type } = await context.callVendor({ method: 'GET', path })
  const today: unknown = isJsonObject(type) ? type['attributes'] : undefined
  if (!isJsonObject(type) || (today !== undefined && !isAttributeList(today))) {
    throw new PlatformError('vendor_answer_unreadable', 'The store answered no product type.')
  }
  const { id: _id, ...members } = type
  const attributes = mergedAttributes(today ?? [], change['attributes'] ?? [])
  return { vendor: { body: { ...members, ...change, attributes } } }
}

/** Attributes are changed by id, or by name where there is no id; a name that is not there yet makes a new one. */
function mergedAttributes(today: readonly Attribute[], wanted: unknown): readonly Attribute[] {
  if (!isAttributeList(wanted)) throw wrongMember('/attributes', 'must be a list of attributes')
  const merged = [...today]
  for (const [index, attribute] of wanted.entries()) {
    const { id, name } = attribute
    const by = id === undefined ? 'name' : 'id'
    const place = merged.findIndex((one) => one[by] === attribute[by])
    if (place >= 0) merged[place] = { ...merged[place], ...attribute }
    else if (id !== undefined) {
      throw wrongMember(`/attributes/${index}/id`, 'is no attribute of this product type')
    } else if (typeof name !== 'string' || name === '') {
      throw wrongMember(`/attributes/${index}/name`, 'must be a text: a new attribute needs a name')
    } else merged.push(attribute)
  }
  return merged
}

function isAttributeList(value: unknown): value is readonly Attribute[] {
  return Array.isArray(value) && value.every(isJsonObject)
}
