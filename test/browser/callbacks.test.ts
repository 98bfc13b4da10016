/** Callbacks: their health, adding, changing, switching off and on, secrets, what was kept; the account's policy. */
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { excessWidth, looks, openConsole, takeScreenshot } from './console-browser.ts'
import { addCallback, becomes, behave, received, tell, toReceivers } from './delivery-data.ts'
import { addReader } from './reader.ts'

const platform = await startPlatform(toReceivers)
const read = async (id: number) =>
  (await platform.request('GET', `/notifications/subscriptions/${id}`)).body as {
    active: boolean
    topics: string[]
    config: Record<string, unknown>
    previousSecretUntil?: string
  }

describe('callbacks', () => {
  it('are added by choice, with what is wrong at its field', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.getByRole('link', { name: 'Callbacks' }).click()
    await page.getByRole('heading', { name: 'No callback yet' }).waitFor()
    await page.getByRole('button', { name: 'Add a callback' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a callback' })
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await dialog.getByText('Enter the URL of your app').waitFor()
    await dialog.getByLabel('URL', { exact: true }).fill('http://169.254.169.254/latest')
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await dialog.getByText(/may not be called: .* is not a public address/).waitFor()
    await dialog.getByLabel('URL', { exact: true }).fill(`${platform.sandboxUrl}/receiver/added`)
    await dialog.getByLabel(/^Operations/).check()
    await dialog.getByLabel('Other topics').fill('deploys')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Headers and further secrets' }).click()
    await dialog.getByLabel('Headers', { exact: true }).fill('Host: elsewhere')
    await opened.expectAccessible()
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await dialog.getByText(/Hubwright sets this header itself/).waitFor()
    await dialog.getByLabel('Headers', { exact: true }).fill('X-Team: shop')
    await dialog.getByLabel('User name').fill('me')
    await dialog.getByLabel('Password', { exact: true }).fill('secret')
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await page.getByText('The callback was added').waitFor()
    const grid = page.getByRole('grid', { name: 'Callbacks' })
    await grid.getByText(/receiver\/added/).waitFor()
    await grid.getByText('All events of the account, Operations, deploys').waitFor()
    await tell(platform, 'deploys', 'hello')
    await expect.poll(async () => (await received(platform, 'added')).length).toBe(1)
    await opened.close()
  })

  it('are added for one instance, or as a mail', async () => {
    const instance = await connectDemoInstance(platform, platform.first, { name: 'Demo store' })
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/callbacks', 'Callbacks')
    await page.getByRole('button', { name: 'Add a callback' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a callback' })
    await dialog.getByText('A mail', { exact: true }).click()
    await dialog.getByLabel('Mail address').fill('shop')
    await dialog.getByLabel(/^All events/).uncheck()
    await dialog.getByRole('combobox', { name: 'Events of one instance' }).fill('Demo')
    await page.getByRole('option', { name: /^Demo store/ }).click()
    await dialog.getByText(`instance-${instance.id}-ecwid-events`).waitFor()
    const field = dialog.getByRole('combobox', { name: 'Events of one instance' })
    await expect.poll(() => field.inputValue()).toBe('')
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await dialog.getByText('must be one mail address').waitFor()
    await dialog.getByLabel('Mail address').fill('shop@example.com')
    await dialog.getByRole('button', { name: 'Add callback' }).click()
    await page.getByText('The callback was added').waitFor()
    await page.getByRole('grid').getByText('shop@example.com').click()
    await page.getByText(`Events of instance ${instance.id}`).waitFor()
    expect(await page.getByRole('region', { name: 'Secrets' }).count()).toBe(0)
    await opened.close()
  })

  it("of an instance's configuration name their instance", async () => {
    const instance = await connectDemoInstance(platform, platform.first, { name: 'Harbour shop' })
    const configuration = {
      'event.notification.enabled': 'true',
      'event.notification.callback.url': `${platform.sandboxUrl}/receiver/harbour`,
    }
    await platform.request('PATCH', `/instances/${instance.id}`, { body: { configuration } })
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/callbacks', 'Callbacks')
    await page.getByRole('grid', { name: 'Callbacks' }).getByText('Events of Harbour shop').click()
    await page.getByText('The configuration of').getByRole('link', { name: 'Harbour shop' }).click()
    await page.getByRole('heading', { level: 1, name: 'Harbour shop' }).waitFor()
    await opened.close()
  })

  it('are changed without a secret being typed again, and deleted', async () => {
    const config = { headers: { 'X-Team': 'shop' }, basic: { username: 'me', password: 'p' } }
    const id = await addCallback(platform, 'changed', ['before'], config)
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.goto(`${platform.url}/callbacks/${id}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change the callback' })
    await dialog.getByLabel('Headers', { exact: true }).waitFor()
    await dialog.getByLabel(/^All events/).check()
    await dialog.getByRole('button', { name: 'Save callback' }).click()
    await page.getByText('The callback was changed').waitFor()
    await page.getByText('All events of the account, before').waitFor()
    expect((await read(id)).config).toMatchObject({ headers: { 'x-team': '********' } })
    await page.getByRole('button', { name: 'Edit' }).click()
    await dialog.getByLabel('URL', { exact: true }).fill(`${platform.sandboxUrl}/receiver/moved`)
    await dialog.getByRole('button', { name: 'Save callback' }).click()
    // Secrets of one address do not go to another by themselves.
    await dialog.getByText(/give it in clear/).waitFor()
    expect((await read(id)).config['url']).toContain('/receiver/changed')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete callback' }).click()
    await page.getByRole('heading', { level: 1, name: 'Callbacks' }).waitFor()
    const gone = await platform.request('GET', `/notifications/subscriptions/${id}`)
    expect(gone.status).toBe(404)
    await opened.close()
  })

  it('are switched off and on, and get what was kept when somebody says so', async () => {
    const id = await addCallback(platform, 'kept', ['kept'])
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.goto(`${platform.url}/callbacks/${id}`)
    await page.getByRole('button', { name: 'Disable …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click()
    await page.getByText('Somebody switched it off').waitFor()
    const told = await tell(platform, 'kept', 'meanwhile')
    await becomes(platform, told, id, 'queued')
    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('button', { name: 'Deliver what was kept …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deliver 1 again' }).click()
    await page.getByText('1 delivery sent again').waitFor()
    await becomes(platform, told, id, 'delivered')
    expect((await received(platform, 'kept')).length).toBe(1)
    await opened.close()
  })

  it('say that they fail, and that they were given up', async () => {
    const failing = await addCallback(platform, 'failing', ['ill'])
    const gone = await addCallback(platform, 'gone', ['ill'])
    await behave(platform, 'failing', { status: 500 })
    await behave(platform, 'gone', { status: 410 })
    const told = await tell(platform, 'ill', 'to the sick')
    await becomes(platform, told, failing, 'retry')
    await becomes(platform, told, gone, 'queued')
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/callbacks', 'Callbacks')
    const grid = page.getByRole('grid', { name: 'Callbacks' })
    await grid.getByText('Failing', { exact: true }).waitFor()
    await grid.getByText('Given up').waitFor()
    await page.getByText(/2 of \d+ need a look/).waitFor()
    await grid.getByText(/receiver\/gone/).click()
    await page
      .getByRole('alert')
      .getByText('It answered that it is gone for good (status 410)')
      .waitFor()
    // The operation that tells of it is a sentence in the list.
    await opened.open('/live?topic=operations', 'Live')
    await page.getByText(/^The callback .*receiver\/gone was given up/).waitFor()
    await opened.close()
  })
})

describe('one callback', () => {
  it('is sent a test, and shows its last tries with what was answered', async () => {
    const id = await addCallback(platform, 'tried', ['never told'])
    await behave(platform, 'tried', { status: 503 })
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.goto(`${platform.url}/callbacks/${id}`)
    const last = page.getByRole('region', { name: 'Last deliveries' })
    await last.getByText('Nothing was sent yet').waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await last.getByText('It answered with an error (status 503)').waitFor()
    await last.getByText('Trying again').waitFor()
    await behave(platform, 'tried', {})
    await page.getByRole('button', { name: 'Send a test' }).click()
    // The first may be taken by now as well.
    await last.getByText('It was taken (status 200)').first().waitFor()
    await opened.expectAccessible()
    await takeScreenshot(page, 'callback-tried')
    await last.getByText('A test of this callback.').first().click()
    await page.getByRole('heading', { level: 1, name: /^A test of this callback/ }).waitFor()
    await opened.close()
  })
})

describe('the signing secret', () => {
  it('is shown on request, replaced, and both sign for a while', async () => {
    const id = await addCallback(platform, 'secret', ['secret'])
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.goto(`${platform.url}/callbacks/${id}`)
    const secrets = page.getByRole('region', { name: 'Secrets' })
    await secrets.getByText('no key is set').waitFor()
    expect(await secrets.textContent()).not.toContain('whsec_')
    const show = secrets.getByRole('button', { name: 'Show signing secret' })
    await show.click()
    const old = (await secrets.getByText(/^whsec_/).textContent()) ?? ''
    await secrets.getByRole('button', { name: 'Replace …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Replace secret' }).click()
    await secrets.getByText('Signs too until').waitFor()
    await show.click()
    const fresh = (await secrets.getByText(/^whsec_/).textContent()) ?? ''
    expect(fresh).not.toBe(old)
    const path = `/_control/receiver/secret`
    await platform.sandbox('PUT', path, { standardWebhookSecret: old })
    await tell(platform, 'secret', 'one')
    await expect.poll(async () => (await received(platform, 'secret')).length).toBe(1)
    await platform.sandbox('PUT', path, { standardWebhookSecret: fresh })
    await tell(platform, 'secret', 'two')
    await expect.poll(async () => (await received(platform, 'secret')).length).toBe(2)
    const signed = await received(platform, 'secret')
    expect(signed.map(({ standardSignature }) => standardSignature)).toEqual(['valid', 'valid'])
    expect(() => new Webhook(fresh)).not.toThrow()
    await opened.close()
  })
})

describe('the policy for failures', () => {
  it('is kept for the account', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/callbacks', 'Callbacks')
    await page.getByLabel('Keep it at once').click()
    await page.getByText('The setting was saved').waitFor()
    const { body } = await platform.request('GET', '/accounts/settings')
    expect(body).toMatchObject({ 'notification.webhook.failure.policy': 'queue' })
    await page.getByLabel(/^Try again/).click()
    await expect
      .poll(async () => (await platform.request('GET', '/accounts/settings')).body)
      .toMatchObject({ 'notification.webhook.failure.policy': 'retry' })
    await opened.close()
  })
})

describe('somebody who may only look', () => {
  it('sees callbacks and deliveries, but nothing to change and no secrets', async () => {
    const reader = await addReader(platform)
    const id = await addCallback(platform, 'looked-at', ['look'])
    await becomes(platform, await tell(platform, 'look', 'Only to look at'), id, 'delivered')
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn(reader)
    await opened.open('/callbacks', 'Callbacks')
    await page
      .getByRole('grid')
      .getByText(/looked-at/)
      .waitFor()
    expect(await page.getByRole('button', { name: 'Add a callback' }).count()).toBe(0)
    await page
      .getByRole('grid')
      .getByText(/looked-at/)
      .click()
    await page.getByRole('region', { name: 'Verify a request' }).waitFor()
    expect(await page.getByRole('region', { name: 'Secrets' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Disable …' }).count()).toBe(0)
    await opened.open('/deliveries', 'Deliveries')
    await page.getByText('Only to look at').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await opened.close()
  })
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the pages are whole and accessible', async () => {
    const opened = await openConsole(platform, look)
    const { page } = opened
    const suffix = `${look.width}-${look.colors}`
    await opened.signIn()
    await opened.open('/callbacks', 'Callbacks')
    await page.getByRole('grid').getByText('Given up').waitFor()
    await page.getByLabel('Keep it at once').waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(page)).toBe(0)
    await takeScreenshot(page, `callbacks-${suffix}`)
    await page.getByRole('button', { name: 'Add a callback' }).click()
    await page.getByRole('dialog').getByLabel('URL', { exact: true }).waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(page)).toBe(0)
    await takeScreenshot(page, `callback-form-${suffix}`)
    await page.keyboard.press('Escape')
    await page
      .getByRole('grid')
      .getByText(/receiver\/gone/)
      .click()
    await page.getByRole('region', { name: 'Verify a request' }).waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(page)).toBe(0)
    await takeScreenshot(page, `callback-${suffix}`)
    await opened.close()
  })
})
