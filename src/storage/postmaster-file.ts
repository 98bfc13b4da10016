import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a running server wrote about itself into `postmaster.pid`. */
export interface PostmasterFile {
  pid: number
  port: number
  /** Empty where the server listens on no socket. */
  socketFolder: string
  status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown'
}

/** Reads the file of a cluster; undefined when no server runs there or the file is only half written. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  try {
    return parsePostmasterFile(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The lines are: id, cluster, start time, port, socket folder, address, shared memory, status. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const [pid, , , port, socketFolder = '', , , status = ''] = text.split('\n')
  if (!Number(pid)) return undefined
  return { pid: Number(pid), port: Number(port), socketFolder, status: statusOf(status.trim()) }
}

function statusOf(word: string): PostmasterFile['status'] {
  switch (word) {
    case 'starting':
    case 'stopping':
    case 'ready':
    case 'standby':
      return word
    default:
      return 'unknown'
  }
}
