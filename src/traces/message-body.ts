import { traceLimits } from './trace.ts'

/** As much of a body as masking must see; no more is held while the call runs. */
export interface HeldBody {
  readonly type: string
  readonly bytes: number
  /** Undefined for what is no text. */
  readonly text: string | undefined
  /** The text is not all of it. */
  readonly isPart: boolean
}

/** A secret that the cut goes through is seen whole when it is no longer than this. */
export const margin = 16 * 1024
const window = traceLimits.body + margin

/** Undefined for no body, or an empty one. `type` is the Content-Type. */
export function holdBody(
  body: string | Uint8Array | undefined,
  type: string | undefined,
): HeldBody | undefined {
  if (body === undefined || body.length === 0) return undefined
  const said = type ?? ''
  if (typeof body === 'string') {
    const isPart = body.length > window
    const bytes = Buffer.byteLength(body)
    // Joined anew: a slice would keep the whole in memory.
    const text = isPart ? Buffer.from(body.slice(0, window)).toString() : body
    return { type: said, bytes, text: isTextType(said) ? text : undefined, isPart }
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const isPart = bytes.length > window
  const text =
    isTextType(said) && !bytes.subarray(0, 1024).includes(0)
      ? bytes.toString('utf8', 0, window)
      : undefined
  return { type: said, bytes: bytes.length, text, isPart }
}

/** Parts of a multipart body may be of any kind, so it counts as none that can be shown. */
function isTextType(type: string): boolean {
  return !/^(?:image|audio|video|font|multipart)\/|octet-stream|zip|pdf/i.test(type)
}
