import type { Store } from './store.ts'
import type { World } from './world.ts'

/**
 * The store that the path of a control route names.
 * @throws 404 STORE_NOT_FOUND
 */
export function storeOf(world: World, request: { params: unknown }): Store {
  const { id } = request.params as { id: string }
  return world.store(id)
}
