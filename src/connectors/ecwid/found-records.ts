import { PlatformError } from '../../core/errors.ts'
import type {
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { bodyObject, completedChange, mergedMembers } from './partial-body.ts'
import { pathVariable, refuseEmptyChange } from './plain-writes.ts'
import { createdId, readSaved } from './read-back.ts'

type Found = Readonly<Record<string, unknown>> | undefined

/** Looks for a record by its id; undefined when the vendor does not show it. */
export type FindRecord = (context: HookContext, id: string) => Promise<Found>

/**
 * Hooks of a collection whose records the vendor cannot read one by one, or whose changes replace objects whole. `find`
 * says how a record is found.
 */
export function foundRecords(
  path: string,
  find: FindRecord,
): Readonly<Record<string, ResourceHooks>> {
  return {
    [`GET ${path}/{id}`]: foundRecord(find),
    [`POST ${path}`]: {
      postRequest: (context, answer) => {
        const id = createdId(answer.body)
        const known = { ...bodyObject(context.request.body), id }
        return readSaved(id, () => find(context, String(id)), known)
      },
    },
    [`PATCH ${path}/{id}`]: {
      preRequest: (context) => changeOf(context, find),
      postRequest: (context) => changedRecord(context, find, bodyObject(context.request.body)),
    },
  }
}

/** Answers a reading of one record by looking for it; 404 when there is none. */
export function foundRecord(find: FindRecord): ResourceHooks {
  return { preRequest: async (context) => ({ answer: { body: await existing(context, find) } }) }
}

async function changeOf(context: HookContext, find: FindRecord): Promise<PreRequestOutcome> {
  refuseEmptyChange(context)
  const body = await completedChange(context.request.body, () => existing(context, find))
  return { vendor: { body } }
}

async function existing(context: HookContext, find: FindRecord): Promise<Found> {
  const found = await find(context, pathVariable(context, 'id'))
  if (found !== undefined) return found
  throw new PlatformError('vendor_not_found', 'The store has no such record.')
}

/** What was changed. The vendor's lists may show it as it was a second ago, so the change is laid on top. */
export function changedRecord(
  context: HookContext,
  find: FindRecord,
  change: Readonly<Record<string, unknown>>,
): Promise<PostRequestOutcome> {
  const id = pathVariable(context, 'id')
  return readSaved(
    id,
    async () => {
      const found = await find(context, id)
      return found && { ...found, ...mergedMembers(found, change) }
    },
    { ...change, id },
  )
}
