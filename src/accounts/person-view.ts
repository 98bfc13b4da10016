/** Users and accounts as answers show them, with the old platform's field names. */
import type { AccountRow, FullUserRow } from './account-store.ts'
import { rolesOf, type Role, type RoleChanges } from './roles.ts'

/** What is kept of how to reach a person. */
export const contactKeys = [
  'city',
  'country',
  'phone',
  'postalCode',
  'stateProvince',
  'street1',
  'street2',
] as const

export type Contact = Readonly<Partial<Record<(typeof contactKeys)[number], string>>>

export interface UserView extends Contact {
  readonly id: number
  readonly accountId: number
  readonly createdDate: string
  readonly firstName: string
  readonly lastName: string
  readonly fullName: string
  readonly email: string
  readonly username: string
  readonly active: boolean
  readonly enabled: boolean
  readonly password: 'secured'
  readonly secret?: string
  /** 1970-01-01 = never. */
  readonly lastLoginDate: string
  readonly roles: Role[]
  readonly externalId?: string
  readonly accountExpired: false
  readonly accountLocked: false
  readonly credentialsExpired: false
  readonly accountNonExpired: true
  readonly accountNonLocked: true
  readonly credentialsNonExpired: true
}

export function userView(user: FullUserRow, changes: RoleChanges, secret?: string): UserView {
  return {
    id: user.id,
    accountId: user.account_id,
    createdDate: day(user.created_at),
    firstName: user.first_name,
    lastName: user.last_name,
    fullName: `${user.first_name} ${user.last_name}`.trim(),
    email: user.email,
    username: user.email,
    active: user.active,
    enabled: user.active,
    password: 'secured',
    ...(secret === undefined ? {} : { secret }),
    lastLoginDate: day(user.last_login_at ?? new Date(0)),
    roles: rolesOf(user.roles, changes),
    ...(user.external_id === null ? {} : { externalId: user.external_id }),
    ...user.contact,
    accountExpired: false,
    accountLocked: false,
    credentialsExpired: false,
    accountNonExpired: true,
    accountNonLocked: true,
    credentialsNonExpired: true,
  }
}

export interface AccountView {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly active: boolean
  readonly companyId: number
  readonly createdDate: string
  readonly externalId: string
  readonly defaultAccount: boolean
  readonly type: 'Default' | 'CompanyAccount'
}

export function accountView(account: AccountRow): AccountView {
  return {
    id: account.id,
    name: account.name,
    description: account.description,
    active: account.active,
    companyId: account.organization_id,
    createdDate: day(account.created_at),
    externalId: account.external_id,
    defaultAccount: account.type === 'Default',
    type: account.type,
  }
}

/** Old clients expect days, in UTC. */
function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
