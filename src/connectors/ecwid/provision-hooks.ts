import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, ResourceHooks } from '../../catalog/hooks.ts'

/** Hooks of the calls that are made while a store is connected, by route. */
export const provisionHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /provision/profile': {
    preRequest(context) {
      checkStoreId(context)
      checkToken(context)
    },
  },
  'GET /provision/facts': {
    postRequest: (_context, answer) => ({ configuration: factsOf(answer.body) }),
  },
  'GET /provision/order-key': { preRequest: checkStoreId },
  'GET /provision/product-key': { preRequest: checkStoreId },
}

function checkStoreId(context: HookContext): void {
  const id = context.configuration['ecwid.store.id'] ?? ''
  if (/^\d{1,18}$/.test(id)) return
  throw wrong('ecwid.store.id', 'must be the number of the store, such as 1003')
}

/** Three things are called secret or token at this vendor; two of them do not open the API. */
function checkToken(context: HookContext): void {
  const token = context.configuration['oauth.user.token'] ?? ''
  if (token.startsWith('public_')) {
    throw wrong(
      'oauth.user.token',
      'is a public token, which reaches only what every visitor sees: use the secret token (starts with secret_)',
    )
  }
  if (token !== '' && token === context.configuration['oauth.api.secret']) {
    throw wrong(
      'oauth.user.token',
      'is the client secret of the app: use the secret token (starts with secret_)',
    )
  }
}

function wrong(key: string, message: string): PlatformError {
  return new PlatformError('invalid_configuration', `${key} ${message}.`, {
    details: [{ path: `/configuration/${key}`, message }],
  })
}

/** What later answers take for granted and never repeat. */
function factsOf(profile: unknown): Record<string, string> {
  const facts: Record<string, string> = {}
  if (!isJsonObject(profile)) return facts
  const { generalInfo, formatsAndUnits } = profile
  const keep = (key: string, from: unknown, member: string): void => {
    const value = isJsonObject(from) ? from[member] : undefined
    if (typeof value === 'string' && value !== '') facts[key] = value
  }
  keep('ecwid.store.url', generalInfo, 'storeUrl')
  keep('ecwid.store.currency', formatsAndUnits, 'currency')
  keep('ecwid.store.timezone', formatsAndUnits, 'timezone')
  return facts
}
