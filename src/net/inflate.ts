/** Undoes the content encoding of an answer, with a limit on what may come out. */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { SendError } from './sender.ts'

const gunzipAsync = promisify(gunzip)
const inflateAsync = promisify(inflate)
const inflateRawAsync = promisify(inflateRaw)
const brotliAsync = promisify(brotliDecompress)

/**
 * @param encoding the `content-encoding` header
 * @param maxBytes largest result; what is bigger is never held in memory
 * @throws SendError `too_large`, `truncated` or `bad_encoding`, stage `after`
 */
export async function inflateBody(
  body: Buffer,
  encoding: string,
  maxBytes: number,
): Promise<Buffer> {
  const name = encoding.trim().toLowerCase()
  if (name === '' || name === 'identity' || body.length === 0) return body
  const options = { maxOutputLength: maxBytes }
  try {
    switch (name) {
      case 'gzip':
      case 'x-gzip':
        return await gunzipAsync(body, options)
      case 'deflate':
        return await (hasZlibHeader(body) ? inflateAsync : inflateRawAsync)(body, options)
      case 'br':
        return await brotliAsync(body, options)
      default:
        throw new SendError(
          'bad_encoding',
          'after',
          `The answer is encoded as "${name.slice(0, 40)}"; only one of gzip, deflate and br can be read`,
        )
    }
  } catch (error) {
    if (error instanceof SendError) throw error
    throw inflateError(error, maxBytes)
  }
}

/** Some servers send bare deflate data under the name of its wrapped form (RFC 9110, 8.4.1.2 tells of them). */
function hasZlibHeader(body: Buffer): boolean {
  const first = body[0] ?? 0
  const second = body[1] ?? 0
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
}

function inflateError(error: unknown, maxBytes: number): SendError {
  const code = (error as NodeJS.ErrnoException).code
  const options = { cause: error }
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return new SendError(
      'too_large',
      'after',
      `The answer inflates to over ${maxBytes} bytes`,
      options,
    )
  }
  if (code === 'Z_BUF_ERROR') {
    return new SendError('truncated', 'after', 'The compressed answer ends too early', options)
  }
  return new SendError('bad_encoding', 'after', 'The answer is not compressed as it says', options)
}
