import type { StaffAccount } from './model.ts'
import type { Store } from './store.ts'

/**
 * Two who work in the store, and one who has not answered the invitation. The vendor promises no more about an id than
 * that it is a text, so one of them holds everything that an address has to escape.
 */
export function seedStaff(store: Store): void {
  const accounts: readonly Omit<StaffAccount, 'id'>[] = [
    {
      name: 'Jo Miller',
      email: 'jo@example.com',
      staffScopes: ['SALES_MANAGEMENT', 'CATALOG_MANAGEMENT'],
      inviteAccepted: true,
    },
    { email: 'kim@example.com', staffScopes: [], inviteAccepted: false },
  ]
  for (const account of accounts) {
    const id = `p${store.nextId('staff')}`
    store.staff.set(id, { id, ...account })
  }
  const id = 'ü.b@example.com/a #1%?'
  store.staff.set(id, {
    id,
    name: 'Ümit Bern',
    email: 'u.b@example.com',
    staffScopes: ['REPORT_ACCESS'],
    inviteAccepted: true,
  })
}
