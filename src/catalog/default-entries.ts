/**
 * Configuration entries that every connector has, and those that an authentication type brings along.
 * A definition that names one of these keys itself keeps its own; the missing ones are completed.
 */
import type { ConfigEntry } from './element.ts'

type Extra = Partial<Omit<ConfigEntry, 'key' | 'name' | 'description' | 'type'>>

function entry(
  key: string,
  type: NonNullable<ConfigEntry['type']>,
  name: string,
  description: string,
  extra: Extra = {},
): ConfigEntry {
  return { key, name, description, type, active: true, ...extra }
}

const hidden = { hideFromConsole: true } as const
/** Written by the platform in the course of OAuth. */
const kept = { hideFromConsole: true, internal: true } as const

/** Entries of every connector. */
export const commonEntries: readonly ConfigEntry[] = [
  entry('base.url', 'TEXTFIELD_1000', 'Base URL', 'Root address of the API of the vendor', {
    ...hidden,
    required: true,
  }),
  entry(
    'pagination.type',
    'TEXTFIELD_32',
    'Pagination type',
    'How the vendor pages: page, offset or cursor',
    { ...hidden, defaultValue: 'page' },
  ),
  entry(
    'pagination.max',
    'TEXTFIELD_1000',
    'Largest page',
    'Most records that the vendor gives in one page',
    { ...hidden, defaultValue: '200' },
  ),
  entry(
    'pagination.page.startindex',
    'TEXTFIELD_32',
    'First page',
    'Number of the first page at the vendor, 0 or 1',
    { ...hidden, defaultValue: '1' },
  ),
  entry(
    'filter.response.nulls',
    'BOOLEAN',
    'Leave out nulls',
    'Whether members with the value null are left out of answers',
    { defaultValue: 'true', required: false },
  ),
  entry('event.notification.enabled', 'BOOLEAN', 'Events', 'Whether events are collected', {
    defaultValue: 'false',
    required: false,
  }),
  entry(
    'event.vendor.type',
    'TEXTFIELD_32',
    'Source of events',
    'How events are learnt from the vendor: webhook or polling',
    { required: false },
  ),
  entry(
    'event.notification.type',
    'TEXTFIELD_32',
    'Kind of notification',
    'How you are told about events; webhook is the only kind',
    { ...hidden, defaultValue: 'webhook', required: false },
  ),
  entry(
    'event.notification.callback.url',
    'TEXTFIELD_1000',
    'Notification URL',
    'Your address that receives the notifications',
    { required: false },
  ),
  entry(
    'event.notification.signature.key',
    'PASSWORD',
    'Signature key',
    'Key that signs the notifications sent to you',
    { required: false },
  ),
]

/** Further entries of connectors that have events. */
export const eventEntries: readonly ConfigEntry[] = [
  entry(
    'event.objects',
    'TEXTFIELD_1000',
    'Objects with events',
    'Resources whose events you want, separated by commas; empty for all',
    { required: false },
  ),
  entry(
    'event.hydrate',
    'BOOLEAN',
    'Read again before telling',
    'Whether a record that changed is read again before you are told about it',
    { defaultValue: 'true', required: false },
  ),
  entry(
    'event.exclude.own',
    'BOOLEAN',
    'Leave out own changes',
    'Whether changes that were made through Hubwright are left out',
    { defaultValue: 'false', required: false },
  ),
  entry(
    'event.notification.callback.headers',
    'PASSWORD',
    'Notification headers',
    'Headers that are sent with each notification, as a JSON object',
    { required: false },
  ),
  entry(
    'event.notification.basic.username',
    'TEXTFIELD_1000',
    'Notification user name',
    'User name, when your address asks for Basic authentication',
    { required: false },
  ),
  entry(
    'event.notification.basic.password',
    'PASSWORD',
    'Notification password',
    'Password that belongs to it',
    { required: false },
  ),
  entry(
    'event.poller.refresh_interval',
    'TEXTFIELD_32',
    'Minutes between polls',
    'How often changes are asked for while the source is polling; at least 1',
    { defaultValue: '15', required: false },
  ),
  entry(
    'event.poller.configuration',
    'CODE_EDITOR',
    'What is polled',
    'Resources to poll and how, as a JSON object; empty for what the connector suggests',
    { required: false },
  ),
  entry(
    'event.poller.urls',
    'TEXTAREA',
    'Addresses to poll',
    'Resources to poll, one in a line, as older instances name them',
    { ...hidden, required: false },
  ),
  entry(
    'event.notification.instance.finder',
    'TEXTFIELD_1000',
    'Instance finder',
    'Configuration key and path in the payload that must be equal, as key|path',
    { ...hidden, required: false },
  ),
  entry(
    'event.notification.subscription.id',
    'TEXTFIELD_1000',
    'Webhook at the vendor',
    'Id of the webhook that was registered for this instance, kept by Hubwright',
    { ...kept, required: false },
  ),
]

const oauth2Entries: readonly ConfigEntry[] = [
  entry('oauth.api.key', 'TEXTFIELD_1000', 'API key', 'Client id of your app at the vendor', {
    required: true,
  }),
  entry('oauth.api.secret', 'PASSWORD', 'API secret', 'Client secret of your app at the vendor', {
    required: true,
  }),
  entry(
    'oauth.callback.url',
    'TEXTFIELD_1000',
    'Callback URL',
    'Address to which the vendor sends the person back, as registered with your app',
    { required: true },
  ),
  entry(
    'oauth.authorization.url',
    'TEXTFIELD_1000',
    'Authorization URL',
    'Page of the vendor on which a person consents',
    { ...hidden, required: true },
  ),
  entry(
    'oauth.token.url',
    'TEXTFIELD_1000',
    'Token URL',
    'Address of the vendor that exchanges a code for a token',
    { ...hidden, required: true },
  ),
  entry('oauth.scope', 'TEXTFIELD_1000', 'Scope', 'Rights that are asked for', { required: false }),
  entry(
    'oauth.token.refresh_url',
    'TEXTFIELD_1000',
    'Refresh URL',
    'Address for refreshing a token, when it is not the token URL',
    { ...hidden, required: false },
  ),
  entry(
    'oauth.token.revoke_url',
    'TEXTFIELD_1000',
    'Revocation URL',
    'Address at which a token is given back',
    { ...hidden, required: false },
  ),
  entry(
    'oauth.basic.header',
    'BOOLEAN',
    'Basic header',
    'Whether client id and secret go in a Basic header instead of the form',
    { ...hidden, defaultValue: 'false', required: false },
  ),
  entry('oauth.user.token', 'PASSWORD', 'Access token', 'Kept by Hubwright', {
    ...kept,
    required: false,
  }),
  entry('oauth.user.refresh_token', 'PASSWORD', 'Refresh token', 'Kept by Hubwright', {
    ...kept,
    required: false,
  }),
  entry(
    'oauth.user.refresh_time',
    'TEXTFIELD_128',
    'Time of the last refresh',
    'Milliseconds since 1970, kept by Hubwright',
    { ...kept, required: false },
  ),
  entry(
    'oauth.user.refresh_interval',
    'TEXTFIELD_128',
    'Life of a token',
    'Seconds for which an access token is good; empty when tokens do not expire',
    { ...kept, required: false },
  ),
]

const oauth1Entries: readonly ConfigEntry[] = [
  entry('oauth.api.key', 'TEXTFIELD_1000', 'API key', 'Consumer key of your app at the vendor', {
    required: true,
  }),
  entry('oauth.api.secret', 'PASSWORD', 'API secret', 'Consumer secret of your app at the vendor', {
    required: true,
  }),
  entry(
    'oauth.callback.url',
    'TEXTFIELD_1000',
    'Callback URL',
    'Address to which the vendor sends the person back',
    { required: true },
  ),
  entry(
    'oauth.request.url',
    'TEXTFIELD_1000',
    'Request token URL',
    'Address of the vendor that gives request tokens',
    { ...hidden, required: true },
  ),
  entry(
    'oauth.authorization.url',
    'TEXTFIELD_1000',
    'Authorization URL',
    'Page of the vendor on which a person consents',
    { ...hidden, required: true },
  ),
  entry(
    'oauth.token.url',
    'TEXTFIELD_1000',
    'Token URL',
    'Address of the vendor that gives access tokens',
    { ...hidden, required: true },
  ),
  entry(
    'oauth.request.authorization.type',
    'TEXTFIELD_32',
    'Place of the signature',
    'Where the signature of a request stands: header or query',
    { ...hidden, required: true, defaultValue: 'header' },
  ),
  entry('oauth.scope', 'TEXTFIELD_1000', 'Scope', 'Rights that are asked for', { required: false }),
  entry('oauth.user.token', 'PASSWORD', 'Access token', 'Kept by Hubwright', {
    ...kept,
    required: false,
  }),
  entry('oauth.user.token.secret', 'PASSWORD', 'Token secret', 'Kept by Hubwright', {
    ...kept,
    required: false,
  }),
]

const passwordEntries: readonly ConfigEntry[] = [
  entry('username', 'TEXTFIELD_128', 'User name', 'User name at the vendor', { required: true }),
  entry('password', 'PASSWORD', 'Password', 'Password at the vendor', { required: true }),
]

function awsEntries(secretRequired: boolean, regionRequired: boolean): readonly ConfigEntry[] {
  return [
    entry('aws.api.key', 'TEXTFIELD_128', 'Access key', 'Id of the access key', { required: true }),
    entry('aws.api.secret', 'PASSWORD', 'Secret key', 'Secret of the access key', {
      required: secretRequired,
    }),
    entry('aws.region', 'TEXTFIELD_64', 'Region', 'Region of the service', {
      required: regionRequired,
    }),
  ]
}

const byAuthenticationType: Readonly<Record<string, readonly ConfigEntry[]>> = {
  oauth2: oauth2Entries,
  oauth1: oauth1Entries,
  basic: passwordEntries,
  oauth2Password: [...oauth2Entries.filter((e) => !redirectOnly(e.key)), ...passwordEntries],
  awsv2: awsEntries(true, false),
  awsv4: awsEntries(false, true),
}

/** A password grant sends nobody anywhere. */
function redirectOnly(key: string): boolean {
  return key === 'oauth.callback.url' || key === 'oauth.authorization.url'
}

/** Entries that an authentication type brings along; none for `custom` and unknown types. */
export function entriesOfAuthenticationType(type: string): readonly ConfigEntry[] {
  return byAuthenticationType[type] ?? []
}
