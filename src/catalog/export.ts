/** A connector as a document that can be imported elsewhere. */
import { isOwn } from './account-overlay.ts'
import type { Connector } from './connector.ts'
import type { Element, Resource } from './element.ts'
import { withoutHub } from './resource-path.ts'
import { isSecretEntry } from './secret-entries.ts'

/** Members that say how the platform keeps a resource, not what it is. */
function withoutKeeping({ id: _id, ownerAccountId: _owner, ...resource }: Resource): Resource {
  return resource
}

/**
 * The definition as its author wrote it (addresses still `{origin.*}`), with the resources of the account that the
 * connector was made for. Defaults of secrets stay here. Checked by the same rules it is a valid definition again.
 */
export function exportOf(connector: Connector, extendedOnly: boolean): Element & { key: string } {
  const { definition, key, hub } = connector
  const all = connector.element.resources ?? []
  const own = all.filter(isOwn)
  const kept = new Set(all.filter((one) => !isOwn(one)).map(placeOf))
  const system = extendedOnly
    ? []
    : (definition.resources ?? []).filter((resource) => kept.has(placeOf(resource)))
  return {
    ...definition,
    key,
    hub,
    configuration: (definition.configuration ?? []).map((entry) => {
      const { defaultValue: _default, ...rest } = entry
      return isSecretEntry(entry) ? rest : entry
    }),
    resources: [...system, ...own.map(withoutKeeping)],
  }
}

function placeOf({ type = 'api', method, path }: Resource): string {
  return `${type} ${method} ${withoutHub(path)}`
}
