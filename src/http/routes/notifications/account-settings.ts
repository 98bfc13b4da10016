import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { SettingsSchema } from './schemas.ts'

const tags = ['accounts']
const AccountParams = Type.Object({ accountId: Type.Integer({ description: 'Id of the account' }) })
const mayEdit = { access: 'user', privilege: ['editUsersOrg', 'editUsersAccount'] } as const
const mayView = { access: 'user', privilege: 'viewElements' } as const

export function ownSettings(server: PlatformServer, { settings }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/accounts/settings',
    config: mayView,
    schema: {
      tags,
      summary: 'Read the settings of your account',
      response: { 200: SettingsSchema },
    },
    handler: (request) => settings.read(callerOf(request)),
  })
  server.route({
    method: 'PATCH',
    url: '/accounts/settings',
    config: mayEdit,
    schema: {
      tags,
      summary: 'Change settings of your account',
      body: SettingsSchema,
      response: { 200: SettingsSchema },
    },
    handler: (request) => settings.change(callerOf(request), request.body),
  })
}

export function accountSettings(server: PlatformServer, { settings }: Notifications): void {
  const url = '/accounts/:accountId/settings'
  server.route({
    method: 'GET',
    url,
    config: mayView,
    schema: {
      tags,
      summary: 'Read the settings of an account',
      params: AccountParams,
      response: { 200: SettingsSchema },
    },
    handler: (request) => settings.read(callerOf(request), request.params.accountId),
  })
  for (const method of ['POST', 'PATCH'] as const) {
    server.route({
      method,
      url,
      config: mayEdit,
      schema: {
        tags,
        summary: 'Change settings of an account',
        params: AccountParams,
        body: SettingsSchema,
        response: { 200: SettingsSchema },
      },
      handler: (request) =>
        settings.change(callerOf(request), request.body, request.params.accountId),
    })
  }
}
