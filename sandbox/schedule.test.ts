import { expect, it, vi } from 'vitest'
import { Schedule } from './schedule.ts'

const noted: string[] = []
const note = (text: string) => async () => {
  noted.push(text)
}

function stillSchedule() {
  noted.length = 0
  return new Schedule(() => 1000)
}

it('runs what becomes due in order, each at its own time', async () => {
  const schedule = stillSchedule()
  const times: number[] = []
  schedule.at(1300, async () => void times.push(schedule.now()))
  schedule.at(1100, async () => {
    times.push(schedule.now())
    schedule.at(1200, async () => void times.push(schedule.now()))
  })
  schedule.at(1501, note('too late'))
  await schedule.advanceTo(1500)
  expect([times, schedule.now(), schedule.size, noted]).toEqual([[1100, 1200, 1300], 1500, 1, []])
})

it('keeps the order of jobs of one moment, among many others', async () => {
  const schedule = stillSchedule()
  for (let index = 0; index < 200; index += 1) {
    schedule.at(1000 + (index % 3), note(`${index % 3}-${String(index).padStart(3, '0')}`))
  }
  await schedule.advanceTo(2000)
  expect(noted).toHaveLength(200)
  expect(noted).toEqual(noted.toSorted())
})

it('never goes back, and takes one move after another', async () => {
  const schedule = stillSchedule()
  await Promise.all([schedule.advanceTo(5000), schedule.advanceTo(2000)])
  expect(schedule.now()).toBe(5000)
  schedule.clear()
  expect(schedule.now()).toBe(1000)
})

it('forgets everything, even in the middle of a move', async () => {
  const schedule = stillSchedule()
  schedule.at(1100, async () => schedule.clear())
  schedule.at(1200, note('forgotten'))
  await schedule.advanceTo(3000)
  expect([noted, schedule.now()]).toEqual([[], 1000])
})

it('runs jobs by itself when real time has come', async () => {
  noted.length = 0
  const schedule = new Schedule(Date.now)
  schedule.at(Date.now() + 20, note('second'))
  schedule.at(Date.now() - 5, note('first'))
  await vi.waitFor(() => expect(noted).toEqual(['first', 'second']))
})
