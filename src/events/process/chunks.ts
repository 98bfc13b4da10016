import type { Job } from './job.ts'

const bytesTogether = 16 * 1024 * 1024

/** Small enough to be held in memory. */
export function chunksOf(jobs: readonly Job[]): Job[][] {
  const chunks: Job[][] = []
  let open: Job[] = []
  let bytes = 0
  for (const job of jobs) {
    if (open.length > 0 && bytes + job.bytes > bytesTogether) {
      chunks.push(open)
      open = []
      bytes = 0
    }
    open.push(job)
    bytes += job.bytes
  }
  return open.length > 0 ? [...chunks, open] : chunks
}
