/** What people download to connect an account, and the words they read. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consoleBuild } from '../../scripts/console.mjs'
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

interface Chunk {
  readonly file: string
  readonly imports?: string[]
  readonly css?: string[]
}

it('the page of the widget loads less than 80 KB, and nothing of the console', () => {
  const manifest = JSON.parse(readFileSync(join(consoleBuild, 'manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const filesOf = (name: string): string[] => {
    const { file, imports = [], css = [] } = manifest[name] ?? { file: '' }
    return [file, ...css, ...imports.flatMap(filesOf)]
  }
  const files = [...new Set(filesOf('connect.html'))]
  expect(files.length).toBeGreaterThan(2)
  const sizes = files.map((file) => statSync(join(consoleBuild, `${file}.br`)).size)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(80_000)
  const text = files.map((file) => readFileSync(join(consoleBuild, file), 'utf8')).join('\n')
  expect(text).not.toMatch(/mantine|tanstack/i)
})
