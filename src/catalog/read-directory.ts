import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorDetail } from '../core/errors.ts'
import { toError } from '../core/errors.ts'
import { checkDefinition } from './check-definition.ts'
import type { ReadDefinition } from './definition-file.ts'
import { readJsonFile } from './read-json-file.ts'

/** Reads every `*.json` of a folder of an operator, each one whole definition, in the order of their names. */
export async function readDirectory(directory: string): Promise<readonly ReadDefinition[]> {
  let files: readonly string[]
  try {
    files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  } catch (error) {
    return [
      withErrors([{ path: directory, message: `cannot be listed: ${toError(error).message}` }]),
    ]
  }
  return Promise.all(files.map((file) => readOne(directory, file)))
}

async function readOne(directory: string, file: string): Promise<ReadDefinition> {
  const { value, errors } = await readJsonFile(join(directory, file), file)
  if (errors.length > 0) return withErrors(errors)
  const checked = checkDefinition(value)
  return checked.element === undefined
    ? withErrors(checked.errors.map(({ path, message }) => ({ path: `${file}#${path}`, message })))
    : { ...withErrors([]), element: checked.element }
}

function withErrors(errors: readonly ErrorDetail[]): ReadDefinition {
  return { source: 'directory', element: undefined, errors, hooks: {}, logoFile: undefined }
}
