import { readFile } from 'node:fs/promises'
import type { ErrorDetail } from '../core/errors.ts'
import { toError } from '../core/errors.ts'

/** What a file of definitions holds, or why it cannot be read. */
export type JsonFile =
  | { readonly value: unknown; readonly errors: readonly [] }
  | { readonly value: undefined; readonly errors: readonly ErrorDetail[] }

/** Reads one JSON file; a byte order mark is ignored. The error's path is the name of the file. */
export async function readJsonFile(file: string, shownAs: string): Promise<JsonFile> {
  try {
    const text = await readFile(file, 'utf8')
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown, errors: [] }
  } catch (error) {
    const { message } = toError(error)
    return {
      value: undefined,
      errors: [{ path: shownAs, message: `cannot be read as JSON: ${message}` }],
    }
  }
}
