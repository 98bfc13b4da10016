/**
 * One tenant's secrets on everything of another's. The walk is made from the list of routes, so a new route is
 * walked without anybody thinking of it; a new kind of id must be told here, or the walk fails.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { makeDays } from '../support/event-fixtures.ts'
import { startPlatform, type Answer } from '../support/start-platform.ts'

const platform = await startPlatform()
const { first, second, app } = platform

let instance: DemoInstance
let configId = 0
let requestId = ''
let account = 0
let user = 0
let resourceId = 0
let parameterId = 0
let sourceId = 0
let connectSession = { id: '', token: '' }
let eventId = 0
let subscription = 0
let notification = 0
let webhookSecret = ''

beforeAll(async () => {
  instance = await connectDemoInstance(platform, first, {
    name: 'Secret shop',
    tags: ['hidden-tag'],
  })
  await platform.request('PUT', '/vendor-apps/ecwid', {
    body: { clientId: 'first-client-id', clientSecret: 'first-client-secret' },
  })
  await platform.request('PUT', '/organizations/branding', {
    body: { companyName: 'first-branding' },
  })
  const newAccount = await platform.request('POST', '/accounts', {
    body: { externalId: 'hidden-account' },
  })
  account = (newAccount.body as { id: number }).id
  const newUser = await platform.request('POST', `/accounts/${account}/users`, {
    body: {
      firstName: 'Hidden',
      lastName: 'Person',
      email: 'hidden@example.com',
      password: 'Blue-h0rse',
    },
  })
  user = (newUser.body as { id: number }).id
  // So rarely that nobody asks in the course of the walk.
  const events = {
    'event.notification.enabled': 'true',
    'event.vendor.type': 'polling',
    'event.poller.refresh_interval': '999999999',
  }
  await platform.request('PATCH', `/instances/${instance.id}`, { body: { configuration: events } })
  const sources = await platform.request('GET', `/instances/${instance.id}/events/sources`)
  sourceId = (sources.body as { id: number }[])[0]?.id ?? 0
  const configuration = await platform.request('GET', `/instances/${instance.id}/configuration`)
  configId = (configuration.body as { id: number }[])[0]?.id ?? 0
  await platform.request('PUT', `/instances/${instance.id}/trace-logging`)
  const call = await platform.request('GET', '/hubs/ecommerce/products', {
    token: instance.token,
    query: { pageSize: 1 },
  })
  expect(call.status).toBe(200)
  requestId = call.headers['elements-request-id'] ?? ''
  const added = await platform.request('POST', '/elements/ecwid/resources', {
    body: {
      description: 'first-own-resource',
      path: '/first-own-things/{id}',
      vendorPath: '/orders/{id}',
      method: 'GET',
      parameters: [{ name: 'id', type: 'path', vendorType: 'path' }],
    },
  })
  const resource = added.body as { id: number; parameters: { id: number }[] }
  resourceId = resource.id
  parameterId = resource.parameters[0]?.id ?? 0
  const session = await platform.request('POST', '/connect-sessions', {
    body: { elements: ['ecwid'], endUser: { id: 'hidden-end-user' } },
  })
  connectSession = session.body as typeof connectSession
  await makeDays(platform)
  const event = await platform.request('POST', `/instances/${instance.id}/events/test`, {
    body: { objectType: 'orders', objectId: 'hidden-record' },
  })
  eventId = Number((event.body as { id: string }).id)
  expect(eventId).toBeGreaterThan(0)
  const subscribed = await platform.request('POST', '/notifications/subscriptions', {
    body: {
      channel: 'webhook',
      topics: ['hidden-topic'],
      config: { url: 'https://hidden-callback.example/' },
    },
  })
  subscription = (subscribed.body as { id: number }).id
  const secret = await platform.request(
    'GET',
    `/notifications/subscriptions/${subscription}/secret`,
  )
  webhookSecret = (secret.body as { secret: string }).secret
  const told = await platform.request('POST', '/notifications', {
    body: { topic: 'hidden-topic', severity: 'low', message: 'hidden-message', from: 'first' },
  })
  notification = (told.body as { id: number }).id
  const usage = await platform.request('GET', `/usage/${requestId}`)
  expect(usage.status).toBe(200)
  const trace = await platform.request('GET', `/instances/${instance.id}/traces/${requestId}`)
  expect(trace.status).toBe(200)
  const dump = await platform.request('GET', `/elements/ecwid/trace/${requestId}`)
  expect(dump.status).toBe(200)
})

/** A path that names the first tenant's things wherever a parameter can. */
function pathOf(url: string): { path: string; isForeign: boolean } {
  let isForeign = false
  const path = url.replaceAll(/:(\w+)(?:\(\.\+\))?|\*/g, (_whole, name: string | undefined) => {
    switch (name) {
      case 'id': {
        isForeign = true
        return url.includes('/usage/') ? requestId : String(instance.id)
      }
      case 'configId': {
        isForeign = true
        return String(configId)
      }
      case 'encodedId': {
        isForeign = true
        return Buffer.from(String(instance.id)).toString('base64')
      }
      case 'requestId':
      case 'traceId': {
        isForeign = true
        return requestId
      }
      case 'accountId': {
        isForeign = true
        return String(account)
      }
      case 'organizationId': {
        isForeign = true
        return String(first.organizationId)
      }
      case 'emailOrId': {
        isForeign = true
        return String(user)
      }
      case 'sessionId': {
        isForeign = true
        return connectSession.id
      }
      case 'eventId': {
        isForeign = true
        return String(eventId)
      }
      case 'notificationId': {
        isForeign = true
        return String(notification)
      }
      case 'subscriptionId': {
        isForeign = true
        return String(subscription)
      }
      case 'roleKey': {
        return 'admin'
      }
      case 'roleId': {
        return '5'
      }
      case 'sourceId': {
        isForeign = true
        return String(sourceId)
      }
      case 'resourceId': {
        isForeign = true
        return String(resourceId)
      }
      case 'parameterId': {
        isForeign = true
        return String(parameterId)
      }
      // Names of the catalog, the same for everybody.
      case 'objectId':
      case 'modelId': {
        return 'products'
      }
      case 'fieldId': {
        return 'id'
      }
      case 'keyOrId':
      case 'key':
      case 'elementKey':
      case 'connectorKey': {
        return 'ecwid'
      }
      case 'hub': {
        return 'ecommerce'
      }
      case 'type': {
        return 'oauth2'
      }
      case 'operationId': {
        return 'getProducts'
      }
      case 'objectName':
      case undefined: {
        return 'products'
      }
      case 'name': {
        return 'page.css'
      }
      case 'code': {
        return 'not_found'
      }
      default: {
        throw new Error(`The walk does not know the parameter ${name} of ${url}`)
      }
    }
  })
  return { path, isForeign }
}

/** Bodies that pass the schemas, so that what refuses is the tenancy and not the validation. */
function bodyOf(method: string, url: string): unknown {
  if (method === 'GET' || method === 'DELETE') return undefined
  if (url.endsWith('/configuration/:configId')) return { propertyValue: 'stolen' }
  if (url.endsWith('/trace-logging')) return { duration: 5 }
  if (url.includes('/vendor-apps/')) return { clientId: 'second', clientSecret: 'second' }
  if (url.endsWith('/authentication/passwords')) return { password: 'N3w-secret!' }
  if (url.endsWith('/notifications/subscriptions')) {
    return {
      channel: 'webhook',
      topics: ['hidden-topic'],
      config: { url: 'https://thief.example' },
    }
  }
  if (url.endsWith('/notifications')) return { topic: 'hidden-topic', message: 'stolen' }
  if (url.endsWith('/notifications/emails')) return { to: 'thief@example.com' }
  if (url.endsWith('/settings')) return { 'notification.webhook.failure.policy': 'queue' }
  if (url.includes('/notifications/')) return {}
  if (url.endsWith('/connect-sessions')) return { elements: ['ecwid'] }
  if (url.includes('/connect/session/')) return { element: 'ecwid' }
  if (url.endsWith('/users')) {
    return {
      firstName: 'Some',
      lastName: 'Thief',
      email: 'thief@example.com',
      password: 'Blue-h0rse',
    }
  }
  if (url.endsWith('/organizations/roles')) return []
  if (url.endsWith('/branding')) return { companyName: 'stolen' }
  if (url.endsWith('/accounts')) return { externalId: 'stolen' }
  if (url.endsWith('/password-policies')) return { minLength: 8 }
  if (url.endsWith('/oauth/url')) {
    return { apiKey: 'a', apiSecret: 'b', callbackUrl: 'https://example.com/callback' }
  }
  return { name: 'stolen', tags: ['stolen'] }
}

const guarded = app.routes.filter(({ access }) => access !== 'public')
const walk = guarded.map(
  ({ method, url, access }) => [`${method} ${url}`, method, url, access] as const,
)

function send(method: string, url: string, authorization: string | null): Promise<Answer> {
  const { path } = pathOf(url)
  return platform.request(method, `${platform.url}${path}`, {
    body: bodyOf(method, url),
    headers: { authorization },
  })
}

/** Whatever is the first tenant's must be in no answer to anybody else. */
function expectNothingOfTheFirst(answer: Answer): void {
  const text = JSON.stringify(answer)
  const own = [
    first.userSecret,
    first.organizationSecret,
    instance.token,
    'Secret shop',
    'hidden-tag',
    'hidden-account',
    'hidden@example.com',
    'first-client-id',
    'first-client-secret',
    'first-own',
    'first-branding',
    'hidden-end-user',
    'hidden-record',
    connectSession.token,
    'hidden-callback',
    'hidden-message',
    webhookSecret,
    `"${requestId}"`,
  ]
  for (const value of own) expect(text).not.toContain(value)
}

/** The walk goes on with the secret that one of its routes replaces. */
async function keepingSecrets<T>(work: () => Promise<T>): Promise<T> {
  const { pool } = app.rooms.database
  const kept = await pool.query<{ hash: Buffer; sealed: Buffer }>(
    'select secret_hash as hash, secret_sealed as sealed from organizations where id = $1',
    [second.organizationId],
  )
  const result = await work()
  const { hash, sealed } = kept.rows[0] ?? {}
  await pool.query('update organizations set secret_hash = $2, secret_sealed = $3 where id = $1', [
    second.organizationId,
    hash,
    sealed,
  ])
  return result
}

describe("another tenant's secrets", () => {
  it.each(walk)('%s is walked', async (_name, method, url, access) => {
    const { isForeign } = pathOf(url)
    const answer = await keepingSecrets(() => send(method, url, second.authorization))
    expectNothingOfTheFirst(answer)
    expect(answer.status).toBeLessThan(500)
    if (access === 'instance' || access === 'connect') expect(answer.status).toBe(401)
    else if (isForeign) expect([401, 403, 404]).toContain(answer.status)
  })
})

describe('secrets that do not belong together', () => {
  it.each(walk)('%s is closed to them', async (_name, method, url) => {
    const mixed = [
      `User ${second.userSecret}, Organization ${first.organizationSecret}`,
      `User ${first.userSecret}, Organization ${second.organizationSecret}`,
      `User ${second.userSecret}, Element ${instance.token}`,
      `${second.authorization}, Element ${instance.token}`,
      `User ${second.userSecret}, Organization ${first.organizationSecret}, Element ${instance.token}`,
      `Element ${instance.token}`,
      `Organization ${first.organizationSecret}, Element ${instance.token}`,
    ]
    for (const authorization of mixed) {
      const answer = await send(method, url, authorization)
      expect(answer.status).toBe(401)
      expectNothingOfTheFirst(answer)
    }
  })
})

describe('no secrets at all', () => {
  it.each(walk)('%s tells nothing', async (_name, method, url, access) => {
    const answer = await send(method, url, null)
    expectNothingOfTheFirst(answer)
    if (access !== 'optional') expect(answer.status).toBe(401)
  })
})

describe('after all of that', () => {
  it("the first tenant's things are as they were", async () => {
    const read = await platform.request('GET', `/instances/${instance.id}`)
    expect(read.status).toBe(200)
    expect(read.body).toMatchObject({
      name: 'Secret shop',
      tags: ['hidden-tag'],
      disabled: false,
      valid: true,
    })
    const vendorApp = await platform.request('GET', '/vendor-apps/ecwid')
    expect(vendorApp.body).toMatchObject({ clientId: 'first-client-id' })
    const own = await platform.request('GET', '/elements/ecwid/resources?accountOnly=true')
    expect(own.body).toMatchObject([{ id: resourceId, parameters: [{ id: parameterId }] }])
    const branding = await platform.request('GET', '/organizations/branding')
    expect(branding.body).toEqual({ companyName: 'first-branding' })
    const callback = await platform.request('GET', `/notifications/subscriptions/${subscription}`)
    expect(callback.body).toMatchObject({ active: true, topics: ['hidden-topic'] })
    const told = await platform.request('GET', `/notifications/${notification}`)
    expect(told.body).toMatchObject({ acknowledged: false })
    const deliveries = await platform.request(
      'GET',
      `/notifications/${notification}/subscriptions/deliveries`,
    )
    expect(deliveries.body).toMatchObject([{ subscriptionId: subscription }])
    const settings = await platform.request('GET', '/accounts/settings')
    expect(settings.body).toEqual({ 'notification.webhook.failure.policy': 'retry' })
    const me = await platform.request('GET', '/organizations/me')
    expect(me.status).toBe(200)
    const person = await platform.request('GET', `/accounts/${account}/users/${user}`)
    expect(person.body).toMatchObject({ active: true, roles: [{ key: 'default-user' }] })
    const call = await platform.request('GET', '/products', {
      token: instance.token,
      query: { pageSize: 1 },
    })
    expect(call.status).toBe(200)
  })

  it('an unknown id and a foreign id look the same', async () => {
    const foreign = await platform.request('GET', `/instances/${instance.id}`, { tenant: second })
    const unknown = await platform.request('GET', '/instances/99999999', { tenant: second })
    const shape = ({ status, body }: Answer) => ({
      status,
      body: { ...(body as object), requestId: '' },
    })
    expect(JSON.stringify(shape(foreign)).replaceAll(String(instance.id), 'ID')).toBe(
      JSON.stringify(shape(unknown)).replaceAll('99999999', 'ID'),
    )
  })
})

describe("another account's user in the same organization", () => {
  it('cannot use an instance of the default account', async () => {
    const { accounts, database } = app.rooms
    const account = await database.pool.query<{ id: number }>(
      `insert into accounts (organization_id, external_id, name, type)
       values ($1, 'branch', 'Branch', 'CompanyAccount') returning id`,
      [first.organizationId],
    )
    const { secret } = await accounts.createUser(first.organizationId, {
      accountId: Number(account.rows[0]?.id),
      email: 'branch@example.com',
      roles: ['default-user'],
    })
    const authorization = `User ${secret}, Organization ${first.organizationSecret}`
    const own = await platform.request('GET', '/organizations/me', { headers: { authorization } })
    expect(own.status).toBe(200)
    const call = await platform.request('GET', '/products', {
      headers: { authorization: `${authorization}, Element ${instance.token}` },
    })
    expect(call.status).toBe(401)
    const read = await platform.request('GET', `/instances/${instance.id}`, {
      headers: { authorization },
    })
    expect(read.status).toBe(404)
  })
})
