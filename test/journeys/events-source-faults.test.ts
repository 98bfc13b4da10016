/** The short form of the drill: faults between a store and its sources, one after the other. */
import { expect, it } from 'vitest'
import { injectSourceFaults } from '../support/source-faults.ts'
import { createSourceStage } from '../support/source-stage.ts'
import { startPlatform } from '../support/start-platform.ts'

let clockOffset = 0
const platform = await startPlatform({
  env: { HUBWRIGHT_ROLE: 'api' },
  clock: { now: () => Date.now() + clockOffset },
  callTimeoutMs: 1500,
})
const stage = await createSourceStage(platform)
const faults = 18

it(`${faults} faults are noticed, and what they hid is told once`, async () => {
  let seed = 7
  const unnoticed: string[] = []
  const report = await injectSourceFaults({
    platform,
    stage,
    count: faults,
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    moveClock: (offset) => (clockOffset = offset),
    onFault: (fault, wasNoticed) => void (wasNoticed || unnoticed.push(fault)),
  })
  expect(unnoticed).toEqual([])
  expect(report).toEqual({ faults, noticed: faults, told: faults, lost: 0, twice: 0 })
}, 60_000)
