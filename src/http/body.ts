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
    if (isRaw(request) || body.length === 0) done(null, rawBody(body))
    else done(refusalOfType(request))
  })
}

function isRaw(request: FastifyRequest): boolean {
  return request.routeOptions.config.rawBody === true
}

function rawBody(body: Buffer): Buffer | undefined {
  return body.length === 0 ? undefined : body
}

function readJson(request: FastifyRequest, body: Buffer): unknown {
  if (body.length > 0) return withoutNul(body, parseJson(body))
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

/** NUL is valid JSON and no honest text; no database column can hold it. */
function withoutNul(body: Buffer, value: unknown): unknown {
  if (!body.includes(String.raw`\u0000`)) return value
  JSON.stringify(value, (key, member: unknown) => {
    if (key.includes('\0') || (typeof member === 'string' && member.includes('\0'))) {
      throw new PlatformError(
        'invalid_json',
        String.raw`The body holds a NUL character (\u0000). Remove it`,
      )
    }
    return member
  })
  return value
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
