export function ensureConsole(): Promise<void>

/** Folder of the build. */
export const consoleBuild: string
