import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../core/log.ts'
import { createBeside } from './beside.ts'

const opened = async ({ signal }: AbortController) => {
  if (!signal.aborted) await once(signal, 'abort')
}

describe('places beside the batches', () => {
  it('are few for one organization, so that others find one', async () => {
    const gate = new AbortController()
    const beside = createBeside({
      log: silentLog,
      ended: () => undefined,
      places: 3,
      placesOfOne: 2,
    })
    const start = (organizationId: number) => beside.start(() => opened(gate), { organizationId })
    expect([start(1), start(1), start(1)]).toEqual([true, true, false])
    expect([start(2), start(3)]).toEqual([true, false])
    gate.abort()
    await beside.close()
    expect([start(3), start(1)]).toEqual([true, true])
    await beside.close()
  })

  it('hold one reading of an instance at a time', async () => {
    const gate = new AbortController()
    const parts = { log: silentLog, ended: () => undefined, places: 9, placesOfOne: 9 }
    const beside = createBeside(parts)
    const start = (instanceId: number) =>
      beside.start(() => opened(gate), { organizationId: 1, instanceId })
    expect([start(5), start(5), start(6)]).toEqual([true, false, true])
    expect([...beside.busyInstances.keys()]).toEqual([5, 6])
    gate.abort()
    await beside.close()
    expect(beside.busyInstances.size).toBe(0)
  })
})
