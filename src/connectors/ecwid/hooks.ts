/**
 * What data alone cannot say about this vendor. Each surprise that a hook answers is told in BEHAVIOR.md.
 */
import type { ConnectorHooks } from '../../catalog/hooks.ts'
import { batchHooks } from './batch-hooks.ts'
import { calculationHooks } from './calculation-hooks.ts'
import { cartHooks } from './cart-hooks.ts'
import { categoryHooks } from './category-hooks.ts'
import { customerHooks } from './customer-hooks.ts'
import { genericHooks } from './generic-hooks.ts'
import { legacyCatalogHooks } from './legacy-catalog.ts'
import { legacyCustomerHooks } from './legacy-customers.ts'
import { legacyOrderHooks } from './legacy-orders.ts'
import { listedHooks } from './listed-hooks.ts'
import { orderHooks } from './order-hooks.ts'
import { pictureHooks } from './picture-hooks.ts'
import { plainWrites } from './plain-writes.ts'
import { productHooks } from './product-hooks.ts'
import { productTypeHooks } from './product-type-hooks.ts'
import { provisionHooks } from './provision-hooks.ts'
import { reviewHooks } from './review-hooks.ts'
import { storageHooks } from './storage-hooks.ts'
import { storeHooks } from './store-hooks.ts'
import { variationHooks } from './variation-hooks.ts'

export const hooks: ConnectorHooks = {
  resources: {
    ...batchHooks,
    ...calculationHooks,
    ...cartHooks,
    ...categoryHooks,
    ...customerHooks,
    ...genericHooks,
    ...legacyCatalogHooks,
    ...legacyCustomerHooks,
    ...legacyOrderHooks,
    ...listedHooks,
    ...orderHooks,
    ...pictureHooks,
    ...plainWrites('/customer_groups'),
    ...plainWrites('/discount_coupons'),
    ...productHooks,
    ...productTypeHooks,
    ...provisionHooks,
    ...reviewHooks,
    ...storageHooks,
    ...storeHooks,
    ...variationHooks,
  },
}
