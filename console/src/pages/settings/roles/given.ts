/** Changes of what roles allow, before they are saved. Pure. */

interface RoleWithKeys {
  readonly key: string
  readonly privileges: readonly { readonly key: string }[]
}

/** Keys of privileges by key of a role; roles that are absent are as they were. */
export type Given = Readonly<Record<string, readonly string[]>>

export function keysOf(given: Given, role: RoleWithKeys): readonly string[] {
  return given[role.key] ?? role.privileges.map(({ key }) => key)
}

export function togglePrivilege(given: Given, role: RoleWithKeys, key: string): Given {
  const keys = keysOf(given, role)
  const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]
  return { ...given, [role.key]: next }
}

/** What the API is asked for: roles that allow something else than before. */
export function changedRoles(
  roles: readonly RoleWithKeys[],
  given: Given,
): { key: string; privileges: string[] }[] {
  return roles.flatMap((role) => {
    const now = keysOf(given, role)
    const before = new Set(role.privileges.map(({ key }) => key))
    const isSame = now.length === before.size && now.every((key) => before.has(key))
    return isSame ? [] : [{ key: role.key, privileges: [...now] }]
  })
}
