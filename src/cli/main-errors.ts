/** One sentence for people out of whatever made a command fail. Pure. */
import { toError } from '../core/errors.ts'

export function sentenceOf(thrown: unknown): string {
  const error = toError(thrown) as NodeJS.ErrnoException & { port?: number; address?: string }
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port ?? ''} is in use: stop what listens there, or set HUBWRIGHT_PORT to another port (0 = any free one)`
  }
  if (error.code === 'EACCES' && error.port !== undefined) {
    return `This user may not listen on port ${error.port}: set HUBWRIGHT_PORT to 1024 or more`
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine has no address ${error.address ?? 'of that name'}: set HUBWRIGHT_HOST to one it has, or to 0.0.0.0`
  }
  return error.message === '' ? error.name : error.message
}
