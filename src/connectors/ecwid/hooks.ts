/**
 * What data alone cannot say about this vendor. Each surprise that a hook answers is told in BEHAVIOR.md.
 */
import type { ConnectorHooks } from '../../catalog/hooks.ts'
import { customerHooks } from './customer-hooks.ts'
import { orderHooks } from './order-hooks.ts'
import { productHooks } from './product-hooks.ts'
import { provisionHooks } from './provision-hooks.ts'

export const hooks: ConnectorHooks = {
  resources: { ...customerHooks, ...orderHooks, ...productHooks, ...provisionHooks },
}
