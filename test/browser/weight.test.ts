/** What a browser loads before it shows a page, as the build lists it. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/http/project-files.ts'

const dist = join(projectRoot, 'console', 'dist')

interface Entry {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<
  string,
  Entry
>

/** The files of an entry and of all that it imports. */
function filesOf(key: string, found = new Set<string>()): Set<string> {
  const entry = manifest[key]
  if (entry === undefined) throw new Error(`The build has no ${key}`)
  if (found.has(entry.file)) return found
  for (const file of [entry.file, ...(entry.css ?? [])]) found.add(file)
  for (const imported of entry.imports ?? []) filesOf(imported, found)
  return found
}

/** Of files in the weaker of the two packed forms, which browsers take where there is no TLS; tiny ones have none. */
function weightOf(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => {
    const packed = statSync(join(dist, `${file}.gz`), { throwIfNoEntry: false })
    return sum + (packed ?? statSync(join(dist, file))).size
  }, 0)
}

const mostBytes = 250 * 1024
const pages = Object.keys(manifest).filter((key) => /^src\/pages\/.*\/page\.tsx$/.test(key))

it('the page of the connect widget weighs at most 85 KB and loads nothing of the console', () => {
  const files = [...filesOf('connect.html')]
  expect(files.length).toBeGreaterThan(2)
  expect(weightOf(files)).toBeLessThan(85 * 1024)
  const text = files.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n')
  expect(text).not.toMatch(/mantine|tanstack/i)
})

describe('the first page', () => {
  it('is found in the build', () => {
    expect(pages).toContain('src/pages/home/page.tsx')
    expect(pages).toContain('src/pages/sign-in/page.tsx')
  })

  it.each(['src/pages/home/page.tsx', 'src/pages/sign-in/page.tsx'])(
    'weighs at most 250 KB compressed when it is %s',
    (page) => {
      const files = new Set([...filesOf('index.html'), ...filesOf(page)])
      const html = statSync(join(dist, 'index.html')).size
      expect(weightOf(files) + html).toBeLessThan(mostBytes)
    },
  )

  it('loads the code of no other page', () => {
    const first = filesOf('index.html')
    expect(pages.filter((page) => first.has(manifest[page]?.file ?? ''))).toEqual([])
  })
})
