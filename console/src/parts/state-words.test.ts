import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as words from './state-words.ts'

const glossary = readFileSync(join(import.meta.dirname, '../../../docs/glossary.md'), 'utf8')
const { eventStates, deliveryStates, callbackStates, sourceStates, instanceStates } = words

it.each(
  Object.entries<Readonly<Record<string, words.State>>>({
    eventStates,
    deliveryStates,
    sourceStates,
    instanceStates,
  }),
)('%s have a word each, which the glossary knows', (_name, states) => {
  const all = Object.values(states).map(({ word }) => word)
  expect(new Set(all).size).toBe(all.length)
  for (const word of all) expect(glossary).toContain(word)
})

it('callbacks have words that the glossary knows', () => {
  for (const { word } of Object.values(callbackStates)) expect(glossary).toContain(word)
})

it('takes a delivery that is at nothing that can be asked for as cancelled', () => {
  expect(words.deliveryStateOf('retry').word).toBe('Trying again')
  expect(words.deliveryStateOf('cancelled').word).toBe('Cancelled')
})
