/** The project's own files and what they import, read once for the tests of the house. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

export const root = dirname(dirname(import.meta.dirname))

/** Not ours, or not written by hand. */
const skipped = new Set(['node_modules', 'dist', 'data', '.git', '.cache'])

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** The text with comments blanked out; strings stay. */
  readonly code: string
}

/** All files below a folder whose name fits, in a fixed order. */
export function filesBelow(folder: string, fitting: RegExp): SourceFile[] {
  return walk(join(root, folder))
    .filter((path) => fitting.test(path))
    .toSorted()
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path: relative(root, path).split(sep).join('/'), text, code: withoutComments(text) }
    })
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })
}

/** Program code of the server, without its tests. */
export function serverFiles(): SourceFile[] {
  return filesBelow('src', /\.ts$/).filter(({ path }) => !isTest(path))
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}

export interface Import {
  readonly from: string
  /** As written. */
  readonly specifier: string
  /** From the root for our own files, undefined for packages. */
  readonly target: string | undefined
  /** Vanishes when types are stripped. */
  readonly isType: boolean
  /** What stands between `import` and `from`. */
  readonly names: string
}

const importStatement =
  /^[ \t]*(?:import|export)\s+(type\s+)?((?:[\w*{}\s,$]|\bas\b)*?)\s*from\s+'([^']+)'|^[ \t]*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm

export function importsOf({ path, code }: SourceFile): Import[] {
  return [...code.matchAll(importStatement)].map((match) => {
    const specifier = match[3] ?? match[4] ?? match[5] ?? ''
    return {
      from: path,
      specifier,
      target: specifier.startsWith('.')
        ? join(dirname(path), specifier).split(sep).join('/')
        : undefined,
      isType: match[1] !== undefined,
      names: match[2] ?? '',
    }
  })
}

/** Good enough for our own style: a `//` inside a string follows a colon or a quote. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}
