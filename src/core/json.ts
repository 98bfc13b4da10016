/** JSON as TypeScript sees it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** True for `{…}`, not for arrays and null. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
