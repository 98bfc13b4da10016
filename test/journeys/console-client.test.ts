/**
 * The console's client of the API is made by our own generator of our own document, and committed. After a change of
 * a route make it anew: `npx vitest run test/journeys/console-client.test.ts -u`.
 */
import { expect, it } from 'vitest'
import { typescriptClient } from '../../src/catalog/documents/typescript-client.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })

it('the client of the console is as the routes are', async () => {
  const { body } = await platform.request('GET', '/docs/all_platform')
  const document = { ...(body as Parameters<typeof typescriptClient>[0]), host: 'localhost:8080' }
  await expect(typescriptClient(document)).toMatchFileSnapshot(
    '../../console/src/api/platform-client.ts',
  )
})
