import { PlatformError, toError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, PostRequestOutcome } from '../../catalog/hooks.ts'

/**
 * One record's path. The public id of an order may hold `#`, `/` or a space, so it is percent-encoded.
 * @throws PlatformError `invalid_request` for an empty id or one that a URL would take for a folder step
 */
export function recordPath(collection: string, id: string): string {
  if (id === '' || id === '.' || id === '..') {
    throw new PlatformError('invalid_request', `'${id}' is no id of a record in ${collection}.`)
  }
  return `${collection}/${encodeURIComponent(id)}`
}

/**
 * Answers a write with the whole record, as the old platform did: the vendor answers only `{id}` or `{updateCount}`.
 * The write has happened when this runs. If the reading fails, an error would invite the caller to write again, so
 * the answer is `{id}` with a notice.
 */
export async function readBack(
  context: HookContext,
  collection: string,
  id: string | number,
  finish: (record: unknown) => unknown = (record) => record,
): Promise<PostRequestOutcome> {
  return readSaved(id, async () => {
    const { body } = await context.callVendor({
      method: 'GET',
      path: recordPath(collection, String(id)),
    })
    if (isJsonObject(body)) return finish(body)
    throw new PlatformError('vendor_answer_unreadable', 'the store answered no record')
  })
}

/**
 * The same for what the vendor shows in other ways than by its id. `read` gives undefined when it is not to be seen yet;
 * then, and when reading fails, `known` is answered: what is certain without it.
 */
export async function readSaved(
  id: string | number,
  read: () => Promise<unknown>,
  known: unknown = { id },
): Promise<PostRequestOutcome> {
  try {
    const found = await read()
    if (found !== undefined) return { body: found }
    return { body: known, notice: `The store has saved it as ${id} but does not show it yet` }
  } catch (thrown) {
    return {
      body: known,
      notice: `The store has saved it as ${id}, but reading it back failed: ${toError(thrown).message}`,
    }
  }
}

/** The id in the vendor's answer to a create call; a created order calls it `orderId`, in newer texts `orderid`. */
export function createdId(answer: unknown): string | number {
  if (isJsonObject(answer)) {
    for (const name of ['orderId', 'orderid', 'id']) {
      const id = answer[name]
      if (typeof id === 'string' || typeof id === 'number') return id
    }
  }
  throw new PlatformError(
    'vendor_answer_unreadable',
    'The store accepted the record but did not say its id. Search for it before you send it again.',
  )
}
