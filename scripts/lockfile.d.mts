interface Lockfile {
  packages: Record<string, object>
}

export function missingEntries(lock: unknown): Lockfile['packages']
