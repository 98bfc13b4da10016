/** The words of the connect widget, in all its languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectReasons } from '../../src/instances/connect/reasons.ts'

const folder = join(import.meta.dirname, '..', '..', 'console', 'src', 'connect', 'languages')
const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
const english = read('en.json')
const blanks = (text = '') => [...new Set(text.match(/\{\w+\}/g))].toSorted()

describe.each(readdirSync(folder))('%s', (file) => {
  const words = read(file)

  it('says all that English says, and nothing else', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted())
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('leaves blanks for the same names', () => {
    for (const [word, text] of Object.entries(words)) {
      expect([word, blanks(text)]).toEqual([word, blanks(english[word])])
    }
  })
})

it('every reason of the API has its words', () => {
  const silent = Object.keys(connectReasons).filter(
    (reason) => !(`reason.${reason}.title` in english && `reason.${reason}.text` in english),
  )
  expect(silent).toEqual([])
})
