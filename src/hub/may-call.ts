import type { ResourceMatch } from '../catalog/connector.ts'
import { PlatformError } from '../core/errors.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { HubRequest } from './hub-request.ts'

/** Throws 403 for a disabled instance and 401 for one whose credentials are dead: the vendor is not asked. */
export function checkInstanceMayCall(instance: OpenInstance): void {
  if (instance.disabled) {
    throw new PlatformError(
      'instance_disabled',
      `The instance ${instance.id} is disabled; enable it with PUT /instances/${instance.id}/enabled`,
    )
  }
  if (instance.state === 'reauth_required') {
    const reason = instance.stateReason === undefined ? '' : ` (${instance.stateReason})`
    throw new PlatformError(
      'reauth_required',
      `${instance.connector.name} no longer accepts the credentials of instance ${instance.id}${reason}. Let its owner authorize again and send the new values with PUT /instances/${instance.id}; id and token stay`,
    )
  }
}

/** Throws 400 when the resource cannot be used with the instance's kind of credentials. */
export function checkAuthentication(instance: OpenInstance, match: ResourceMatch): void {
  const allowed = match.resource.hubwright?.authentication
  if (allowed === undefined || allowed.includes(instance.authenticationType)) return
  throw new PlatformError(
    'authentication_not_supported',
    `${match.resource.method} ${match.resource.path} works with the authentication types ${allowed.join(', ')}; this instance uses '${instance.authenticationType}'. Create an instance with authentication.type '${allowed[0] ?? ''}' for it`,
  )
}

/** The resource that method and path name. Throws 404 for an unknown path, 405 with `allow` for a wrong method. */
export function findResource(instance: OpenInstance, request: HubRequest): ResourceMatch {
  const { connector, authenticationType } = instance
  const { method, segments } = request
  const match = connector.findResource(method, segments, authenticationType)
  if (match !== undefined && (match.isGeneric !== true || request.isPlatformName !== true)) {
    return match
  }
  const methods = connector.methodsAt(segments)
  const isGeneric = methods.some((one) => connector.findResource(one, segments)?.isGeneric === true)
  if (methods.length > 0 && !(isGeneric && request.isPlatformName === true)) {
    throw new PlatformError(
      'method_not_allowed',
      `The resource takes ${methods.join(', ')}, not ${method}`,
      { headers: { allow: methods.join(', ') } },
    )
  }
  const path = request.path.slice(0, 200)
  throw new PlatformError(
    'not_found',
    isGeneric
      ? `${connector.name} has no resource at '${path}', and without a hub the name is one of the platform's: /hubs/${connector.hub}${path} asks the vendor for it`
      : `${connector.name} has no resource at '${path}'; GET /objects lists what it has`,
  )
}
