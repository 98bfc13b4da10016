import { isJsonObject } from '../../core/json.ts'
import type {
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { bodyObject, wrongMember } from './partial-body.ts'
import { readSaved, recordPath } from './read-back.ts'

/** Hooks of what an app keeps in a store, by route. */
export const storageHooks: Readonly<Record<string, ResourceHooks>> = {
  'POST /storage': { preRequest: sendText, postRequest: keptText },
  'PATCH /storage/{key}': { preRequest: sendText, postRequest: keptText },
}

/** The vendor keeps the body of the call as it comes, so the bare text is sent, not JSON with the text in it. */
function sendText(context: HookContext, draft: VendorRequestDraft): PreRequestOutcome {
  keyOf(context)
  const body = new TextEncoder().encode(textOf(context))
  return { vendor: { body, headers: { ...draft.headers, 'content-type': 'application/json' } } }
}

/** The vendor's texts disagree about the answer to a write, so it is not looked at: what is kept now tells. */
async function keptText(context: HookContext): Promise<PostRequestOutcome> {
  const key = keyOf(context)
  const value = textOf(context)
  const outcome = await readSaved(
    key,
    async () =>
      (await context.callVendor({ method: 'GET', path: recordPath('/storage', key) })).body,
    { key, value },
  )
  if (outcome.notice !== undefined || !isJsonObject(outcome.body)) return outcome
  if (outcome.body['value'] === value) return outcome
  return { ...outcome, notice: 'The store keeps another text under this key than was sent' }
}

function keyOf(context: HookContext): string {
  const key = context.request.pathVariables['key'] ?? bodyObject(context.request.body)['key']
  if (typeof key !== 'string') throw wrongMember('/key', 'must be a text')
  if (key === '' || key.length > 1024) throw wrongMember('/key', 'must hold 1 to 1024 characters')
  return key
}

function textOf(context: HookContext): string {
  const { value } = bodyObject(context.request.body)
  if (typeof value === 'string') return value
  throw wrongMember(
    '/value',
    'must be a text; other values have to be written as one, such as JSON',
  )
}
