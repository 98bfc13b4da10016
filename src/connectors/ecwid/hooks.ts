/**
 * What data alone cannot say about this vendor. Each surprise that a hook answers is told in BEHAVIOR.md.
 */
import type { ConnectorHooks } from '../../catalog/hooks.ts'
import { categoryHooks } from './category-hooks.ts'
import { customerHooks } from './customer-hooks.ts'
import { genericHooks } from './generic-hooks.ts'
import { legacyCatalogHooks } from './legacy-catalog.ts'
import { legacyCustomerHooks } from './legacy-customers.ts'
import { legacyOrderHooks } from './legacy-orders.ts'
import { orderHooks } from './order-hooks.ts'
import { pictureHooks } from './picture-hooks.ts'
import { plainWrites } from './plain-writes.ts'
import { productHooks } from './product-hooks.ts'
import { provisionHooks } from './provision-hooks.ts'
import { storeHooks } from './store-hooks.ts'
import { variationHooks } from './variation-hooks.ts'

export const hooks: ConnectorHooks = {
  resources: {
    ...categoryHooks,
    ...customerHooks,
    ...genericHooks,
    ...legacyCatalogHooks,
    ...legacyCustomerHooks,
    ...legacyOrderHooks,
    ...orderHooks,
    ...pictureHooks,
    ...plainWrites('/customer_groups'),
    ...plainWrites('/discount_coupons'),
    ...productHooks,
    ...provisionHooks,
    ...storeHooks,
    ...variationHooks,
  },
}
