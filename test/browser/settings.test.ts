/** Settings as administrators use them, and what others see of them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { openConsole, type OpenConsole } from './console-browser.ts'

const platform = await startPlatform()
const password = 'Blue-h0rse'
/** An administrator of the own account, and somebody without any role. */
const people = { admin: 'admin@example.com', nobody: 'nobody@example.com' }
beforeAll(async () => {
  await connectDemoInstance(platform, platform.first, { name: 'Demo store' })
  const account = platform.first.accountId
  for (const [firstName, email] of Object.entries(people)) {
    const body = { firstName, lastName: 'Person', email, password }
    const made = await platform.request('POST', `/accounts/${account}/users`, { body })
    expect(made.status).toBe(200)
  }
  await platform.request('PUT', `/users/${people.admin}/roles/admin`)
  await platform.request('DELETE', `/users/${people.nobody}/roles/org`)
}, 60_000)

async function enter(path: string, heading: string, email?: string): Promise<OpenConsole> {
  const opened = await openConsole(platform)
  await opened.signIn(email === undefined ? undefined : { email, password })
  await opened.open(path, heading)
  return opened
}

describe('users', () => {
  it('are created by the rules for passwords, which are ticked off while one types', async () => {
    const opened = await enter('/settings/users', 'Users')
    const { page } = opened
    await page.getByRole('button', { name: 'New user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('First name').fill('Grace')
    await dialog.getByLabel('Last name').fill('Hopper')
    await dialog.getByLabel('Email').fill('grace@example.com')
    const rules = dialog.getByRole('list', { name: 'Rules for the password' })
    const met = () => rules.locator('[data-met=true]').count()
    await rules.getByText('8 characters or more').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill('Grace-12')
    await expect.poll(met).toBe(5)
    await dialog.getByRole('button', { name: 'Create user' }).click()
    await dialog.getByText('must not contain the first name').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await expect.poll(met).toBe(6)
    await opened.expectAccessible()
    await dialog.getByRole('button', { name: 'Create user' }).click()
    await page.getByRole('heading', { name: 'Grace Hopper can sign in' }).waitFor()
    await page.getByRole('button', { name: 'Show user secret' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('gridcell', { name: 'grace@example.com' }).waitFor()
    await opened.close()
  })

  it('are renamed, given roles, locked out and let in again', async () => {
    const opened = await enter('/settings/users', 'Users')
    const { page } = opened
    await page.getByRole('gridcell', { name: people.nobody }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Last name').fill('Somebody')
    await panel.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The user was changed').waitFor()
    const role = panel.getByRole('switch', { name: /^User/ })
    await role.press('Space')
    await expect
      .poll(async () => (await platform.request('GET', `/users/${people.nobody}/roles`)).body)
      .toMatchObject([{ key: 'default-user' }])
    await role.press('Space')
    await expect
      .poll(async () => (await platform.request('GET', `/users/${people.nobody}/roles`)).body)
      .toEqual([])
    await expect.poll(() => role.isChecked()).toBe(false)
    await panel.getByRole('button', { name: 'Deactivate …' }).click()
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
    await panel.getByText('Deactivated: no password').waitFor()
    await panel.getByRole('button', { name: 'Activate', exact: true }).click()
    await panel.getByText('This user may sign in').waitFor()
    await opened.expectAccessible()
    await opened.close()
  })

  it('are told why they may not give a role or change somebody of higher rank', async () => {
    const opened = await enter('/settings/users', 'Users', people.admin)
    const { page } = opened
    expect(await page.getByRole('link', { name: 'Branding' }).count()).toBe(0)
    await page.getByRole('gridcell', { name: people.nobody }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('switch', { name: 'Organization administrator' }).press('Space')
    await panel.getByText("You cannot give the role 'org-admin'").waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('gridcell', { name: people.admin }).click()
    await panel.getByText('Nobody changes the own roles').waitFor()
    await expect.poll(() => panel.getByRole('switch', { name: /^User/ }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('gridcell', { name: platform.first.email }).click()
    await panel.getByRole('switch', { name: /^User/ }).press('Space')
    await panel.getByText('The role stays as it was').waitFor()
    await opened.close()
  })

  it('without privileges see no settings but their own security', async () => {
    const opened = await enter('/settings/security', 'Security', people.nobody)
    const { page } = opened
    const entries = page.getByRole('list', { name: 'Settings' }).getByRole('link')
    expect(await entries.allTextContents()).toEqual(['Security'])
    expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0)
    await page.getByLabel('Characters, at least', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Save rules' }).count()).toBe(0)
    for (const path of ['users', 'roles', 'vendor-apps', 'audit-log', 'branding']) {
      await opened.open(`/settings/${path}`, 'Not allowed')
    }
    await opened.close()
  })
})

describe('the organization', () => {
  it('makes accounts, renames and deactivates them', async () => {
    const opened = await enter('/settings/accounts', 'Accounts')
    const { page } = opened
    await page.getByRole('button', { name: 'New account' }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Enter how your own system calls it').waitFor()
    await page.getByLabel('Your id for it').fill('customer-42')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('gridcell', { name: 'customer-42' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('Forty-two Ltd.')
    await panel.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('gridcell', { name: 'Forty-two Ltd.' }).waitFor()
    await panel.getByRole('button', { name: 'Deactivate …' }).click()
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
    await panel.getByText('Deactivated: nobody').waitFor()
    await panel.getByRole('button', { name: 'Activate', exact: true }).click()
    await panel.getByText('Its users may sign in').waitFor()
    await opened.close()
  })

  it('changes what a role allows, is told what cannot be, and resets it', async () => {
    const opened = await enter('/settings/roles', 'Roles')
    const { page } = opened
    const box = page.getByRole('checkbox', {
      name: 'User: Delete formulas (Formulas)',
      exact: true,
    })
    await box.uncheck()
    await page.getByText('1 role changed').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The roles were changed').waitFor()
    await expect.poll(() => box.isChecked()).toBe(false)
    const own = 'Organization administrator: Configure roles (Security)'
    await page.getByRole('checkbox', { name: own }).uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText("can not take the 'configureRoles' privilege").waitFor()
    await page.getByRole('button', { name: 'Reset to the usual …' }).click()
    await page.getByRole('button', { name: 'Reset roles' }).click()
    await page.getByText('The roles are as usual again').waitFor()
    await expect.poll(() => box.isChecked()).toBe(true)
    await opened.close()
  })

  it('keeps vendor apps whose secrets are written only', async () => {
    const opened = await enter('/settings/vendor-apps', 'Vendor apps')
    const { page } = opened
    await page.getByText('No app of your own yet').waitFor()
    await page.getByRole('button', { name: 'Add an app' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`${platform.url}/oauth/callback/ecwid`).waitFor()
    await dialog.getByLabel('Client id').fill('own-app')
    await dialog.getByRole('button', { name: 'Save app' }).click()
    await dialog.getByText('Enter the client secret').waitFor()
    await dialog.getByLabel('Client secret', { exact: true }).fill('own-secret')
    await dialog.getByRole('button', { name: 'Save app' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const card = page.getByRole('region', { name: 'Ecwid' })
    await card.getByText('own-app').waitFor()
    expect(await page.content()).not.toContain('own-secret')
    await card.getByRole('button', { name: 'Change' }).click()
    await dialog.getByLabel('Scope').fill('read_orders')
    await dialog.getByRole('button', { name: 'Save app' }).click()
    await card.getByText('read_orders').waitFor()
    await card.getByRole('button', { name: 'Remove …' }).click()
    await page.getByLabel('Type ecwid to go on').fill('ecwid')
    await page.getByRole('button', { name: 'Remove app' }).click()
    await page.getByText('No app of your own yet').waitFor()
    await opened.close()
  })

  it('sees what is left of quotas', async () => {
    const opened = await enter('/settings/quotas', 'Quotas')
    const { page } = opened
    await page.getByRole('gridcell', { name: 'Demo store' }).waitFor()
    await page.getByRole('gridcell', { name: /^\d+ of \d+$/ }).waitFor()
    await page.getByRole('gridcell', { name: 'Open' }).waitFor()
    await opened.close()
  })

  it('sets rules for passwords, which each person’s new password must keep', async () => {
    const opened = await enter('/settings/security', 'Security')
    const { page } = opened
    await page.getByLabel('Characters, at least', { exact: true }).fill('4')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await page.getByText('must be a whole number from 8 to 128').waitFor()
    await page.getByLabel('Characters, at least', { exact: true }).fill('12')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await page.getByText('12 characters or more').waitFor()
    const current = page.getByLabel('Current password')
    await current.fill('Not-it-1')
    await page.getByLabel('New password').fill('Sh0rt-one')
    await page.getByLabel('Once more').fill('Sh0rt-one')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('is not the one you have now').waitFor()
    await current.fill(platform.first.password)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('must have at least 12 characters').waitFor()
    await page.getByRole('button', { name: 'Reset to the usual …' }).click()
    await page.getByRole('button', { name: 'Reset rules' }).click()
    await page.getByText('8 characters or more').waitFor()
    await opened.close()
  })

  it('ends sessions elsewhere', async () => {
    const elsewhere = await enter('/settings/security', 'Security', people.admin)
    const opened = await enter('/settings/security', 'Security', people.admin)
    await opened.page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await opened.page.getByText('All other sessions have ended').waitFor()
    await elsewhere.page.reload()
    await elsewhere.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await Promise.all([opened.close(), elsewhere.close()])
  })

  it('reads the audit log by area and person', async () => {
    const opened = await enter('/settings/audit-log', 'Audit log')
    const { page } = opened
    await page.getByRole('combobox', { name: 'Area' }).click()
    await page.getByRole('option', { name: 'Instances' }).click()
    await page.getByRole('gridcell', { name: 'Instance created' }).first().waitFor()
    expect(page.url()).toContain('area=element-instances')
    expect(await page.getByRole('gridcell', { name: /^Login/ }).count()).toBe(0)
    await page.goto(`${platform.url}/settings/audit-log?area=authentication`)
    await page.getByRole('gridcell', { name: 'Login', exact: true }).first().waitFor()
    await opened.close()
  })

  it('keeps how its pages look, and names of its own beside it', async () => {
    await platform.request('PUT', '/organizations/branding', { body: { fontFamily: 'Inter' } })
    const opened = await enter('/settings/branding', 'Branding')
    const { page } = opened
    await page.getByLabel('Product name').fill('Shopwise')
    await page.getByLabel('Colour', { exact: true }).fill('teal')
    await page.getByRole('button', { name: 'Save branding' }).click()
    await page.getByText('Such as #0b5c5a').waitFor()
    await page.getByLabel('Colour', { exact: true }).fill('#8a4fb3')
    await page.getByRole('textbox', { name: 'Logo' }).fill('http://example.com/logo.png')
    await page.getByRole('button', { name: 'Save branding' }).click()
    await page.getByText('must be an address that begins with https://').waitFor()
    const picture = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await page.locator('input[type=file]').setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: picture,
    })
    await page.getByRole('figure', { name: 'Preview' }).locator('img').waitFor()
    await page.getByText('Connect your store to Shopwise').waitFor()
    await page.getByRole('button', { name: 'Save branding' }).click()
    await page.getByText('The branding was saved').waitFor()
    expect((await platform.request('GET', '/organizations/branding')).body).toEqual({
      fontFamily: 'Inter',
      companyName: 'Shopwise',
      primaryColor: '#8a4fb3',
      logo: `data:image/svg+xml;base64,${picture.toString('base64')}`,
    })
    await page.getByRole('button', { name: 'Remove …' }).click()
    await page.getByRole('button', { name: 'Remove branding' }).click()
    await page.getByText('The branding was removed').waitFor()
    await opened.close()
  })
})
