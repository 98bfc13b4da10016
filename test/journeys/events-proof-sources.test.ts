/** The short form of a drill: faults between a store and its sources, one after the other. */
import { expect, it } from 'vitest'
import { seededRandom } from '../support/events-drill/random.ts'
import { injectSourceFaults } from '../support/events-drill/source-faults.ts'
import { createSourceStage } from '../support/source-stage.ts'
import { startPlatform } from '../support/start-platform.ts'

let clockOffset = 0
const platform = await startPlatform({
  env: { HUBWRIGHT_ROLE: 'api' },
  clock: { now: () => Date.now() + clockOffset },
  callTimeoutMs: 1500,
})
const stage = await createSourceStage(platform)

it('20 faults are noticed, and what they hid is told once', async () => {
  const unnoticed: string[] = []
  const report = await injectSourceFaults({
    platform,
    stage,
    count: 20,
    random: seededRandom(7),
    moveClock: (offset) => (clockOffset = offset),
    onFault: (fault, wasNoticed) => void (wasNoticed || unnoticed.push(fault)),
  })
  console.info(JSON.stringify(report))
  expect(unnoticed).toEqual([])
  expect(report).toEqual({ broken: [], faults: 20, noticed: 20, told: 20, lost: 0, twice: 0 })
}, 60_000)
