/**
 * How bodies are read. JSON by our own parser, because the old platform's clients send the literal `null` with
 * DELETE, and other calls without any body. Routes with `config.rawBody` get the bytes of any content type.
 */
import type { FastifyRequest } from 'fastify'
import { PlatformError } from '../core/errors.ts'
import { parseJson } from '../core/parse-json.ts'
import type { PlatformServer } from './platform-server.ts'

/** Replaces Fastify's parsers. */
export function addBodyParsers(server: PlatformServer): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<Buffer>(
    /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i,
    { parseAs: 'buffer' },
    (request, body, done) => {
      keepBytes(request, body)
      try {
        if (isRaw(request)) return done(null, rawBody(body))
        refuseForeignText(request, body)
        done(null, readJson(request, body))
      } catch (error) {
        done(error as Error)
      }
    },
  )
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, done) => {
    keepBytes(request, body)
    if (isRaw(request) || body.length === 0) done(null, rawBody(body))
    else done(refusalOfType(request))
  })
}

/** By them a repeated request is known to be the same. */
function keepBytes(request: FastifyRequest, body: Buffer): void {
  if (request.headers['idempotency-key'] !== undefined) request.sentBody = body
}

function isRaw(request: FastifyRequest): boolean {
  return request.routeOptions.config.rawBody === true
}

function rawBody(body: Buffer): Buffer | undefined {
  return body.length === 0 ? undefined : body
}

function readJson(request: FastifyRequest, body: Buffer): unknown {
  if (body.length > 0) return honestText(body, parseJson(body))
  // Clients set the content type for every call, also where nothing is to be said.
  if (request.routeOptions.schema?.body === undefined) return undefined
  throw new PlatformError(
    'invalid_json',
    'The body is empty although Content-Type says application/json. Send the JSON this route expects',
  )
}

/** JSON between systems is UTF-8 (RFC 8259, section 8.1); other bytes would be read as nonsense. */
function refuseForeignText({ headers }: FastifyRequest, body: Buffer): void {
  if (body.length === 0) return
  const coding = headers['content-encoding']?.trim() ?? ''
  if (coding !== '' && coding.toLowerCase() !== 'identity') {
    throw unreadableText('Content-Encoding', 'Send the body as it is, without Content-Encoding')
  }
  const charset = charsetParameter.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  // What old clients call Latin-1 is mostly plain ASCII, which is the same in both.
  if (/^(?:utf-?8|us-ascii)$/i.test(charset) || body.every((byte) => byte < 0x80)) return
  throw unreadableText('Content-Type', 'Send the body in UTF-8')
}

const charsetParameter = /;\s*charset\s*=\s*"?([^\s";]*)/i

function unreadableText(header: string, what: string): PlatformError {
  return new PlatformError('unsupported_media_type', `JSON is read as plain UTF-8 only. ${what}`, {
    details: [{ path: header, message: what }],
  })
}

/**
 * NUL and half of a surrogate pair are valid JSON and no honest text: no database column can hold the one, and the
 * other comes back from it as something else, under which a sealed value is not found again.
 */
function honestText(body: Buffer, value: unknown): unknown {
  if (!mayBeOdd.some((escape) => body.includes(escape))) return value
  JSON.stringify(value, (key, member: unknown) => {
    refuseOddText(key)
    if (typeof member === 'string') refuseOddText(member)
    return member
  })
  return value
}

/** In strict UTF-8 both can only be written as escapes. */
const mayBeOdd = [String.raw`\u0000`, String.raw`\ud`, String.raw`\uD`]

function refuseOddText(text: string): void {
  const what = text.includes('\0')
    ? String.raw`a NUL character (\u0000)`
    : /\p{Surrogate}/u.test(text)
      ? String.raw`half of a character (an escape \uD800 to \uDFFF without its other half)`
      : undefined
  if (what !== undefined) {
    throw new PlatformError('invalid_json', `The body holds ${what}. Remove it`)
  }
}

function refusalOfType(request: FastifyRequest): PlatformError {
  const type = request.headers['content-type']
  const said =
    type === undefined
      ? 'The body came without a Content-Type header'
      : 'The Content-Type header names a type that this route does not read'
  return new PlatformError(
    'unsupported_media_type',
    `${said}. Send Content-Type: application/json`,
    {
      details: [{ path: 'Content-Type', message: 'must be application/json' }],
    },
  )
}
