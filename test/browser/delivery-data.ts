/** Callbacks and notifications for the pages that show them, told to the sandbox's receivers. */
import { expect } from 'vitest'
import { allowLoopback } from '../support/receiver.ts'
import type { Platform } from '../support/start-platform.ts'

/** What a platform needs so that it may tell receivers on this machine. */
export const toReceivers = { env: allowLoopback }

/** How a receiver of the sandbox answers; `{}` is 200. */
export async function behave(platform: Platform, name: string, behaviour: object): Promise<void> {
  const { status } = await platform.sandbox('PUT', `/_control/receiver/${name}`, { behaviour })
  expect(status).toBe(200)
}

/** A callback to a receiver of the sandbox. Answers its id. */
export async function addCallback(
  platform: Platform,
  name: string,
  topics: readonly string[],
  config: object = {},
): Promise<number> {
  const { status, body } = await platform.request('POST', '/notifications/subscriptions', {
    body: {
      channel: 'webhook',
      topics,
      config: { url: `${platform.sandboxUrl}/receiver/${name}`, ...config },
    },
  })
  expect(status).toBe(200)
  return (body as { id: number }).id
}

/** Answers the id of the notification. */
export async function tell(platform: Platform, topic: string, message: string): Promise<number> {
  const { status, body } = await platform.request('POST', '/notifications', {
    body: { topic, severity: 'low', message, from: 'test' },
  })
  expect(status).toBe(200)
  return (body as { id: number }).id
}

/** What a receiver got. */
export async function received(
  platform: Platform,
  name: string,
): Promise<readonly { readonly webhookId: string; readonly standardSignature: string }[]> {
  const { body } = await platform.sandbox('GET', `/receiver/${name}/received`)
  return (body as { notifications: { webhookId: string; standardSignature: string }[] })
    .notifications
}

/** Waits until a delivery has a status. */
export async function becomes(
  platform: Platform,
  notification: number,
  callback: number,
  status: string,
): Promise<void> {
  const path = `/notifications/${notification}/subscriptions/${callback}/deliveries`
  await expect
    .poll(async () => ((await platform.request('GET', path)).body as { status: string }).status)
    .toBe(status)
}
