import { PlatformError } from '../../../core/errors.ts'
import { isJsonObject } from '../../../core/json.ts'

/** Query or body of a helper route as named texts. Throws invalid_request for a value that is no plain text. */
export function flowParameters(given: unknown): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  if (given === undefined || given === null) return parameters
  if (!isJsonObject(given)) throw wrong('', 'must be a JSON object')
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue
    if (Array.isArray(value)) throw wrong(name, 'is given more than once')
    if (typeof value === 'object') throw wrong(name, 'must be a string')
    parameters.set(name, `${value as string | number | boolean}`)
  }
  return parameters
}

function wrong(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}
