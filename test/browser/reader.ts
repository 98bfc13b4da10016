/** Somebody who may look at everything of an account and change nothing. */
import { expect } from 'vitest'
import type { Platform } from '../support/start-platform.ts'

/** Takes everything but looking from the role of ordinary users, and adds one. */
export async function addReader(platform: Platform): Promise<{ email: string; password: string }> {
  const email = 'reader@example.com'
  const password = 'Blue-h0rse'
  const { accountId } = platform.first
  const body = { firstName: 'Re', lastName: 'Ader', email, password }
  const made = await platform.request('POST', `/accounts/${accountId}/users`, { body })
  expect(made.status).toBe(200)
  const roles = (await platform.request('GET', '/organizations/roles')).body as {
    id: number
    key: string
    privileges: { key: string }[]
  }[]
  for (const { id, key, privileges } of roles) {
    if (key !== 'org' && key !== 'default-user') continue
    const kept = privileges.filter((privilege) => privilege.key === 'viewElements')
    const changed = await platform.request('PUT', `/organizations/roles/${id}`, {
      body: { id, key, privileges: kept },
    })
    expect(changed.status).toBe(200)
  }
  return { email, password }
}
