import { type Answer, json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { EcwidError, wrongParameter } from './errors.ts'

const longestKey = 1024
const largestValue = 1024 * 1024
const largestPublicValue = 256 * 1024

/** What an app keeps in a store, by key; the values under `public` can be read by everybody. */
export const appStorageRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/storage',
    scope: 'read_store_profile',
    handle: (call) => {
      const entries = [...valuesOf(call)].map(([key, value]) => ({ key, value }))
      return json(200, isPublic(call) ? entries.filter(({ key }) => key === 'public') : entries)
    },
  },
  {
    method: 'GET',
    path: '/storage/:key',
    scope: 'read_store_profile',
    handle: (call) => {
      const key = keyOf(call)
      const value = isPublic(call) && key !== 'public' ? undefined : valuesOf(call).get(key)
      return value === undefined ? missing() : json(200, { key, value })
    },
  },
  {
    method: 'POST',
    path: '/storage/:key',
    scope: 'update_store_profile',
    handle: (call) => {
      write(call)
      return json(200, { createCount: 1 })
    },
  },
  {
    method: 'PUT',
    path: '/storage/:key',
    scope: 'update_store_profile',
    handle: (call) => {
      write(call)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/storage/:key',
    scope: 'update_store_profile',
    handle: (call) => {
      const key = keyOf(call)
      if (!valuesOf(call).delete(key)) return missing()
      tell(call, key)
      return json(200, { deleteCount: 1 })
    },
  },
]

function isPublic(call: ApiCall): boolean {
  return call.token.kind === 'public'
}

/** The values of the calling app. */
function valuesOf(call: ApiCall): Map<string, string> {
  const { storage } = call.store
  const known = storage.get(call.token.clientId)
  if (known !== undefined) return known
  const fresh = new Map<string, string>()
  storage.set(call.token.clientId, fresh)
  return fresh
}

function keyOf(call: ApiCall): string {
  const key = call.params['key'] ?? ''
  if (key.length > longestKey) throw wrongParameter('A key holds at most 1024 characters')
  return key
}

function write(call: ApiCall): void {
  const key = keyOf(call)
  const value = readValue(call)
  const limit = key === 'public' ? largestPublicValue : largestValue
  if (Buffer.byteLength(value) > limit) {
    throw new EcwidError(413, undefined, 'The value is too large')
  }
  valuesOf(call).set(key, value)
  tell(call, key)
}

/** Only the app whose storage it is hears of it. */
function tell({ store, token }: ApiCall, key: string): void {
  store.announce('application.storageChanged', String(store.id), { key }, token.clientId)
}

/** The newer form is `{"value":…}`; every other body is the value itself, as text. */
function readValue(call: ApiCall): string {
  const text = call.sent().bytes.toString('utf8')
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && Object.keys(parsed).join() === 'value') {
      const { value } = parsed as { value: unknown }
      return typeof value === 'string' ? value : JSON.stringify(value)
    }
  } catch {
    return text
  }
  return text
}

/** This route words its refusal in a way of its own. */
function missing(): Answer {
  return json(404, { error: 'OTHER', errorMessage: 'Key not found' })
}
