/** A session for several connectors, one of which asks for values of all kinds before its consent. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeSession, outcome } from '../journeys/connect-client.ts'
import { app, authorizeUrl } from '../journeys/store-consent.ts'
import { startPlatform } from '../support/start-platform.ts'
import { expectAccessible, takeScreenshot } from './console-browser.ts'
import { decide, press, startHostSite } from './connect-host.ts'

const sandbox = await startPlatform()
const consentPage = new URL(await authorizeUrl(sandbox))
const authorize = consentPage.origin + consentPage.pathname
const folder = mkdtempSync(join(tmpdir(), 'hubwright-choice-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const oauth = (name: string, value: string) => ({ key: `oauth.${name}`, name, defaultValue: value })
writeFileSync(
  join(folder, 'typedshop.json'),
  JSON.stringify({
    key: 'typedshop',
    name: 'Typed Shop',
    description: 'Asks for this and that first',
    hub: 'things',
    authentication: { type: 'oauth2' },
    configuration: [
      oauth('authorization.url', authorize),
      oauth('token.url', authorize.replace('authorize', 'token')),
      oauth('scope', 'read_store_profile read_catalog'),
      { key: 'base.url', name: 'Base', defaultValue: consentPage.origin },
      { key: 'shop.nickname', name: 'Nickname', required: true, displayOrder: 1 },
      { key: 'shop.pin', name: 'PIN', type: 'PASSWORD', displayOrder: 2 },
      {
        key: 'shop.region',
        name: 'Region',
        type: 'COMBO',
        required: true,
        displayOrder: 3,
        options: [
          { value: 'eu', description: 'Europe' },
          { value: 'us', description: 'America' },
        ],
      },
      { key: 'shop.note', name: 'Note', type: 'TEXTAREA', displayOrder: 4 },
      { key: 'shop.test', name: 'Test', type: 'BOOLEAN', defaultValue: 'false', displayOrder: 5 },
    ],
    resources: [],
  }),
)
const platform = await startPlatform({
  beside: sandbox,
  env: { HUBWRIGHT_CONNECTORS_DIR: folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' },
})
const site = await startHostSite(platform)

it('is led to what was chosen, and what was typed arrives', async () => {
  const set = await platform.request('PUT', '/vendor-apps/typedshop', { body: app })
  expect(set, JSON.stringify(set.body)).toMatchObject({ status: 200 })
  const session = await makeSession(platform, {
    elements: ['ecwid', 'typedshop'],
    allowedOrigins: [site.url],
  })
  const host = await site.visit()
  await host.open({ url: session.url })
  const frame = await host.frame('What would you like to connect?')
  await expectAccessible(frame)
  await takeScreenshot(host.page, 'connect-choice')
  await press(frame, /^Ecwid/)
  await host.frame('How would you like to connect Ecwid?')
  await press(frame, 'Back')
  await press(frame, /^Typed Shop/)
  await host.frame('Connect Typed Shop')
  await frame.getByLabel('Nickname').fill('corner')
  const pin = frame.getByLabel('PIN', { exact: false }).first()
  await pin.fill('1234')
  expect(await pin.getAttribute('type')).toBe('password')
  await press(frame, 'Show PIN')
  expect(await pin.getAttribute('type')).toBe('text')
  await press(frame, 'Continue to Typed Shop')
  // The region was not chosen yet.
  await frame.getByText('Please fill this in.').waitFor()
  await frame.getByLabel('Region').selectOption('us')
  expect(await frame.locator('.problem, .help').count()).toBe(0)
  await frame.getByText('More settings').click()
  await frame.getByLabel('Test').check()
  await expectAccessible(frame)
  await takeScreenshot(host.page, 'connect-fields')
  const popup = await host.popup(() => press(frame, 'Continue to Typed Shop'))
  await decide(popup, 'Accept', 1003)
  const { instanceId } = await host.heard('connected')
  expect(await outcome(platform, session.id)).toMatchObject({ state: 'connected', instanceId })
  const read = await platform.request('GET', `/instances/${String(instanceId)}`)
  expect(read.body).toMatchObject({
    configuration: {
      'shop.nickname': 'corner',
      'shop.pin': '********',
      'shop.region': 'us',
      'shop.test': 'true',
    },
  })
  await host.close()
})
