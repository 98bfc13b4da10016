/**
 * The one place where something thrown becomes an answer: the old platform's error body, with a stable code and
 * the address of its page. What nobody foresaw is a 500 that tells the caller nothing but the request's id,
 * under which the log tells everything.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { errorBody } from '../core/error-body.ts'
import { PlatformError, toError, type ErrorCode } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { isConnectionLoss, isPoolTimeout } from '../storage/database-errors.ts'
import type { PlatformServer } from './platform-server.ts'

export interface ErrorHandlerOptions {
  readonly log: Log
  /** Without a trailing slash; asked for each time, as a free port is known only after listening. */
  readonly publicUrl: () => string
}

export function addErrorHandler(server: PlatformServer, options: ErrorHandlerOptions): void {
  server.setErrorHandler((thrown, request, reply) => sendError(thrown, request, reply, options))
}

/** Answers with an error, whatever was thrown. */
export function sendError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: ErrorHandlerOptions,
): void {
  const error = asPlatformError(thrown)
  request.failure = error
  if (error.status >= 500) logFailure(error, request, options.log)
  reply.code(error.status)
  if (error.headers !== undefined) reply.headers(error.headers)
  void reply
    .header('content-type', 'application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody(error, request.id, options.publicUrl()))
}

function logFailure(error: PlatformError, request: FastifyRequest, log: Log): void {
  const fields = {
    requestId: request.id,
    method: request.method,
    // The pattern, not the path: ids are fine, but a query may carry secrets.
    route: request.routeOptions.url,
    code: error.code,
    err: error.cause ?? error,
  }
  if (error.code === 'internal') log.error(fields, 'a request failed unexpectedly')
  else log.warn(fields, 'a request was answered with a 5xx')
}

/** Whatever was thrown, as an error of the table. Pure. */
export function asPlatformError(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown
  const known = ofFramework(thrown as Partial<FastifyError>)
  if (known !== undefined) {
    return new PlatformError(known.code, known.message, { cause: thrown })
  }
  if (isConnectionLoss(thrown) || isPoolTimeout(thrown)) {
    return new PlatformError(
      'unavailable',
      'The database cannot be reached at this moment. Try again in a few seconds',
      { cause: thrown, headers: { 'retry-after': '2' } },
    )
  }
  return new PlatformError(
    'internal',
    'Something failed inside Hubwright. Try again; if it stays, tell the operator the requestId',
    { cause: toError(thrown) },
  )
}

const frameworkErrors: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'body_too_large',
    message: 'The body is larger than this route takes (1 MB unless its page says otherwise)',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    message: 'The Content-Type header cannot be read. Send Content-Type: application/json',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'invalid_request',
    message: 'The body is not as long as the Content-Length header says',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'invalid_request',
    message: 'A part of the path is too long: at most 500 characters stand between two slashes',
  },
  FST_ERR_BAD_URL: {
    code: 'invalid_request',
    message: 'The path cannot be decoded. Encode a percent sign as %25',
  },
}

function ofFramework(
  error: Partial<FastifyError> | null | undefined,
): { code: ErrorCode; message: string } | undefined {
  if (typeof error?.code !== 'string') return undefined
  const named = frameworkErrors[error.code]
  if (named !== undefined) return named
  // The framework's remaining refusals of a request say nothing that a caller may not read.
  const isRefusal = error.code.startsWith('FST_ERR_') && (error.statusCode ?? 500) < 500
  return isRefusal
    ? { code: 'invalid_request', message: error.message ?? 'Bad request' }
    : undefined
}
