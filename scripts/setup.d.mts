interface Lockfile {
  packages: Record<string, object>
}

export function isComplete(lock: Lockfile, record: Lockfile): boolean
