/** Every route says who may call it, and no route of the platform is open by mistake. */
import { expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })
const { routes } = platform.app

it('every route names its access', () => {
  expect(routes.length).toBeGreaterThan(30)
  const silent = routes.filter(({ access }) => access === undefined)
  expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

it('only these routes look at no credentials', () => {
  const open = routes.filter(({ access }) => access === 'public')
  const papers = ['/', '/healthz', '/readyz', '/metrics', '/openapi.json']
  const unexpected = open.filter(
    ({ method, url }) =>
      !papers.includes(url) &&
      !url.startsWith('/docs') &&
      !url.startsWith('/oauth/callback/') &&
      // The connect widget; what it does, it does with the token of its session.
      !['/connect.js', '/connect/:sessionId'].includes(url) &&
      !url.startsWith('/console/assets/') &&
      url !== '/elements/api-v2/authentication' &&
      !(method === 'POST' && url === '/elements/api-v2/authentication/session') &&
      // Vendors call them; what no signature or unguessable address proves is refused.
      !/^\/elements\/api-v2\/events\/:elementKey(?:\/:encodedId|\/hooks\/:token)?$/.test(url) &&
      // A drawing, loaded by pages that send no header.
      url !== '/elements/api-v2/elements/provider_:key.png',
  )
  expect(unexpected.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

it('the token of a connect session reaches these routes and no other', () => {
  const reached = routes.filter(({ access }) => access === 'connect')
  expect(reached.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
    'GET /elements/api-v2/connect/session',
    'POST /elements/api-v2/connect/session/instance',
    'POST /elements/api-v2/connect/session/oauth',
  ])
})

it('every route that changes something names the privilege it needs', () => {
  const changing = routes.filter(
    ({ method, access }) => !['GET', 'HEAD', 'OPTIONS'].includes(method) && access === 'user',
  )
  expect(changing.length).toBeGreaterThan(20)
  // Everybody changes his own password and ends his own sessions.
  const free = [
    'POST /elements/api-v2/authentication/passwords',
    'DELETE /elements/api-v2/authentication/session',
    'DELETE /elements/api-v2/authentication/sessions',
  ]
  const silent = changing
    .filter(({ privilege }) => privilege === undefined)
    .map(({ method, url }) => `${method} ${url}`)
  expect(silent.filter((route) => !free.includes(route))).toEqual([])
})

it('every POST of a caller says that it creates, or is known to create nothing', () => {
  const posts = routes.filter(({ method, access }) => method === 'POST' && access !== 'public')
  expect(posts.length).toBeGreaterThan(8)
  const plain = posts.filter(({ isIdempotent }) => !isIdempotent).map(({ url }) => url)
  expect(plain.toSorted()).toEqual([
    // Sets what it names, like PATCH.
    '/elements/api-v2/accounts/:accountId/settings',
    '/elements/api-v2/authentication/passwords',
    // A connect session is good for one instance, and each consent for one try.
    '/elements/api-v2/connect/session/instance',
    '/elements/api-v2/connect/session/oauth',
    // An address to send people to; each is good once.
    '/elements/api-v2/elements/:keyOrId/oauth/consent',
    '/elements/api-v2/elements/:keyOrId/oauth/url',
    // Puts the models, like PUT.
    '/elements/api-v2/elements/:keyOrId/resources/:resourceId/models',
    // Each poll that is played is one of its own.
    '/elements/api-v2/events/:elementKey(.+)Polling/:encodedId',
    // Of an event that is there; while it is processed it is refused.
    '/elements/api-v2/instances/:id/events/:eventId/reprocess',
    // Makes a poll due; twice is as good as once.
    '/elements/api-v2/instances/:id/events/sources/:sourceId/poll',
    '/elements/api-v2/instances/events/sources/:sourceId/poll',
    // Another secret each time; the one before signs for a day.
    '/elements/api-v2/notifications/subscriptions/:subscriptionId/secret',
    // Takes another secret each time; the one before is gone.
    '/elements/api-v2/organizations/me/secret',
  ])
  expect(routes.filter(({ method, isIdempotent }) => isIdempotent && method !== 'POST')).toEqual([])
})
