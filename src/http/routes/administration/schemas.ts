/** The shapes of accounts, users and their roles; field names are the old platform's. */
import { Type } from 'typebox'
import { contactKeys } from '../../../accounts/person-view.ts'
import { RoleSchema } from '../accounts/schemas.ts'

const someText = (description: string, maxLength = 200) =>
  Type.String({ minLength: 1, maxLength, pattern: String.raw`\S`, description })
const email = Type.String({
  maxLength: 254,
  pattern: String.raw`^[^\s@]+@[^\s@]+$`,
  description: 'Also the name to log in with; nobody else may have it',
})
const contactText = Type.Optional(Type.String({ maxLength: 200 }))
const Contact = Object.fromEntries(contactKeys.map((key) => [key, contactText])) as Record<
  (typeof contactKeys)[number],
  typeof contactText
>

export const AccountParams = Type.Object({
  accountId: Type.Integer({ description: 'Id of the account' }),
})
const organizationId = Type.Integer({ description: 'Id of your organization' })
export const OrganizationParams = Type.Object({ organizationId })
export const OrganizationAccountParams = Type.Object({
  organizationId,
  accountId: AccountParams.properties.accountId,
})
const who = Type.String({ description: 'Id or email of the user' })
export const WhoParams = Type.Object({ emailOrId: who })
export const AccountUserParams = Type.Object({
  accountId: AccountParams.properties.accountId,
  emailOrId: who,
})
const roleKey = Type.String({ description: '`org-admin`, `admin`, `org` or `default-user`' })
export const RoleParams = Type.Object({ emailOrId: who, roleKey })
export const AccountRoleParams = Type.Object({
  accountId: AccountParams.properties.accountId,
  roleKey,
})

export const includeInactive = Type.Optional(
  Type.Boolean({ description: 'Also those who were deactivated' }),
)
export const permanent = Type.Optional(
  Type.Boolean({ description: 'Connections go too, and cannot be brought back' }),
)
export const where = Type.Optional(
  Type.String({ description: "Such as `externalId='42'` or `email LIKE '%@example.com'`" }),
)

export const RevealHeader = Type.Object(
  {
    'elements-user-password': Type.Optional(
      Type.String({ maxLength: 256, description: 'Password of the user, to be shown the secret' }),
    ),
  },
  { additionalProperties: true },
)

export const AccountSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  companyId: Type.Integer({ description: 'Id of the organization' }),
  createdDate: Type.String(),
  externalId: Type.String(),
  defaultAccount: Type.Boolean(),
  type: Type.String({ description: '`Default` or `CompanyAccount`' }),
})

export const NewAccountBody = Type.Object({
  externalId: someText('By which your own system knows the account'),
  name: Type.Optional(someText('The externalId when absent')),
  description: Type.Optional(
    Type.String({ maxLength: 2000, description: 'The externalId when absent' }),
  ),
})

export const AccountChangeBody = Type.Object({
  externalId: Type.Optional(someText('By which your own system knows the account')),
  name: Type.Optional(someText('For people')),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  active: Type.Optional(Type.Boolean({ description: 'false: nobody of it can call any more' })),
})

export const UserSchema = Type.Object({
  id: Type.Integer(),
  accountId: Type.Integer(),
  createdDate: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  fullName: Type.String(),
  email: Type.String(),
  username: Type.String(),
  active: Type.Boolean(),
  enabled: Type.Boolean(),
  password: Type.String({ description: 'Always `secured`' }),
  secret: Type.Optional(
    Type.String({ description: 'When created, or asked for with the user’s own password' }),
  ),
  lastLoginDate: Type.String({ description: '1970-01-01 = never' }),
  roles: Type.Array(RoleSchema),
  externalId: Type.Optional(Type.String()),
  ...Contact,
  accountExpired: Type.Boolean(),
  accountLocked: Type.Boolean(),
  credentialsExpired: Type.Boolean(),
  accountNonExpired: Type.Boolean(),
  accountNonLocked: Type.Boolean(),
  credentialsNonExpired: Type.Boolean(),
})

export const NewUserBody = Type.Object({
  firstName: someText('First name'),
  lastName: someText('Last name'),
  email,
  password: Type.String({ maxLength: 256, description: 'By the rules of password-policies' }),
  externalId: Type.Optional(Type.String({ maxLength: 200 })),
  roles: Type.Optional(
    Type.Array(Type.Object({ key: Type.String() }), {
      maxItems: 10,
      description: 'By default `org` in the default account and `default-user` in others',
    }),
  ),
  ...Contact,
})

export const UserChangeBody = Type.Object({
  firstName: Type.Optional(someText('First name')),
  lastName: Type.Optional(someText('Last name')),
  email: Type.Optional(email),
  password: Type.Optional(
    Type.String({
      maxLength: 256,
      description: 'Ends all sessions of the user; ******** or secured keeps it',
    }),
  ),
  externalId: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  active: Type.Optional(
    Type.Boolean({
      description: 'false: secrets and sessions no longer count; true: they do again',
    }),
  ),
  ...Contact,
})

export const PolicySchema = Type.Object({
  minLength: Type.Integer(),
  minUppercase: Type.Integer(),
  minLowercase: Type.Integer(),
  minNumbers: Type.Integer(),
  minSymbols: Type.Integer(),
  symbolCharacterSet: Type.String({ description: 'Empty: any sign that is no letter or digit' }),
  previousPasswordCount: Type.Integer(),
  expirationDays: Type.Integer({ description: '0: never' }),
})
