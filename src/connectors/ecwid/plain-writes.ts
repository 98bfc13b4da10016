import { PlatformError } from '../../core/errors.ts'
import type { HookContext, ResourceHooks } from '../../catalog/hooks.ts'
import { bodyObject } from './partial-body.ts'
import { createdId, readBack } from './read-back.ts'

/**
 * Hooks of a collection whose writes are plain: what was created or changed is answered as read back by its id.
 * `folder` is the vendor's path of the collection; `id` names the path variable of a record.
 */
export function plainWrites(
  path: string,
  id = 'id',
  folder: (context: HookContext) => string = () => path,
): Readonly<Record<string, ResourceHooks>> {
  return {
    [`POST ${path}`]: {
      postRequest: (context, answer) => readBack(context, folder(context), createdId(answer.body)),
    },
    [`PATCH ${path}/{${id}}`]: {
      preRequest: refuseEmptyChange,
      postRequest: (context) => readBack(context, folder(context), pathVariable(context, id)),
    },
  }
}

/** A PATCH without a member would be a write that says nothing. */
export function refuseEmptyChange(context: HookContext): void {
  if (Object.keys(bodyObject(context.request.body)).length > 0) return
  throw new PlatformError('invalid_request', 'Send a body with what shall change.')
}

export function pathVariable(context: HookContext, name: string): string {
  return context.request.pathVariables[name] ?? ''
}
