import { json } from '../../answer.ts'
import type { ApiRoute } from './api-call.ts'
import { EcwidError } from './errors.ts'
import { textParameter } from './parameters.ts'
import { formatStamp } from './product-view.ts'

/** The app's own place in a store: what its token may do, and leaving. */
export const applicationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/application/token',
    scope: null,
    handle: (call) =>
      json(200, {
        permissions: [...call.token.scopes],
        created: formatStamp(call.store, call.token.createdAt),
        expires: null,
      }),
  },
  {
    method: 'GET',
    path: '/application',
    scope: null,
    handle: (call) => {
      const namespace = textParameter(call.query, 'namespace')
      if (namespace !== undefined && namespace !== call.token.clientId) throw otherApp()
      return json(200, { subscriptionStatus: 'ACTIVE' })
    },
  },
  {
    method: 'DELETE',
    path: '/application',
    scope: null,
    handle: (call) => {
      const namespace = textParameter(call.query, 'namespace') ?? call.token.clientId
      // An app can take leave, but not send another app away.
      if (namespace !== call.token.clientId) throw otherApp()
      call.world.uninstall(call.store, namespace)
      return json(200, { deleteCount: 1 })
    },
  },
]

function otherApp(): EcwidError {
  return new EcwidError(403, 'INSUFFICIENT_APP_SCOPE', 'This is another app')
}
