import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  ResourceHooks,
} from '../../catalog/hooks.ts'
import { withoutTokensInside } from './mask-tokens.ts'
import { refuseEmptyChange } from './plain-writes.ts'

/** What holds for everything that is asked by the vendor's own names, by route. */
export const genericHooks: Readonly<Record<string, ResourceHooks>> = Object.fromEntries(
  ['/{objectName}', '/{objectName}/{objectId}/{childObjectName}'].flatMap((path, index) => {
    const record = `${path}/{${index === 0 ? 'objectId' : 'childObjectId'}}`
    return [
      [`GET ${path}`, { postRequest: masked }],
      [`POST ${path}`, { postRequest: masked }],
      [`GET ${record}`, { postRequest: masked }],
      [`PATCH ${record}`, { preRequest: refuseEmptyChange, postRequest: masked }],
      [`PUT ${record}`, { postRequest: masked }],
    ]
  }),
)

/** Which of the fields hold addresses is not known here. */
function masked(_context: HookContext, { body }: HookAnswer): PostRequestOutcome {
  return { body: withoutTokensInside(body) }
}
