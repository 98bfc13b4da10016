/** Real calls for the pages that show them: some that go well, some that fail. */
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import type { Platform } from '../support/start-platform.ts'

/** Connects the demo store and calls it `good` times well and `bad` times in vain. */
export async function makeCalls(
  platform: Platform,
  { good, bad, name }: { good: number; bad: number; name: string },
): Promise<DemoInstance> {
  const instance = await connectDemoInstance(platform, platform.first, { name, tags: ['demo'] })
  const paths = [
    ...Array.from({ length: good }, () => '/hubs/ecommerce/products?pageSize=1'),
    ...Array.from({ length: bad }, () => '/hubs/ecommerce/orders/no-such-order'),
  ]
  for (const path of paths) await platform.request('GET', path, { token: instance.token })
  return instance
}
