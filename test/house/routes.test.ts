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
      !url.startsWith('/console/assets/') &&
      url !== '/elements/api-v2/authentication' &&
      !(method === 'POST' && url === '/elements/api-v2/authentication/session') &&
      // A drawing, loaded by pages that send no header.
      url !== '/elements/api-v2/elements/provider_:key.png',
  )
  expect(unexpected.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

it('every route that changes something names the privilege it needs', () => {
  const changing = routes.filter(
    ({ method, access }) => !['GET', 'HEAD', 'OPTIONS'].includes(method) && access === 'user',
  )
  expect(changing.length).toBeGreaterThan(20)
  // Everybody changes his own password and ends his own session.
  const free = [
    'POST /elements/api-v2/authentication/passwords',
    'DELETE /elements/api-v2/authentication/session',
  ]
  const silent = changing
    .filter(({ privilege }) => privilege === undefined)
    .map(({ method, url }) => `${method} ${url}`)
  expect(silent.filter((route) => !free.includes(route))).toEqual([])
})
