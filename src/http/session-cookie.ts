/**
 * A browser's session: the token of a login in a cookie that no script can read. It stands for `Bearer <token>`
 * where the Authorization header says nothing of a user, so that pages of this server can use the whole API; beside
 * `Element <token>` for calls of an instance, too. A cookie comes along whoever made the browser ask, so it counts
 * only for requests of our own pages: SameSite=Strict keeps most others from sending it, and what the browser says of
 * a request's origin decides the rest (https://www.w3.org/TR/fetch-metadata/, RFC 6265bis section 8.8).
 */
import type { FastifyRequest } from 'fastify'
import { PlatformError } from '../core/errors.ts'
import { readCookie } from './cookies.ts'

/** Cookies do not tell ports apart, so two servers on one machine need two names. */
function nameFor(publicUrl: string): string {
  const { protocol, port } = new URL(publicUrl)
  // The prefix makes browsers insist on Secure, on the path / and on no Domain.
  return protocol === 'https:' ? '__Host-hubwright' : `hubwright_${port === '' ? '80' : port}`
}

function attributes(publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return `Path=/; HttpOnly; SameSite=Strict${secure}`
}

/** Value of a `Set-Cookie` header; the browser forgets it at its end, the server earlier. */
export function sessionCookie(token: string, publicUrl: string): string {
  return `${nameFor(publicUrl)}=${token}; ${attributes(publicUrl)}`
}

/** The same for a session that is over. */
export function endedSessionCookie(publicUrl: string): string {
  return `${nameFor(publicUrl)}=; ${attributes(publicUrl)}; Max-Age=0`
}

/** Where a request came from, as its browser says: a page of ours, of somebody else, or it says nothing. */
type Provenance = 'own' | 'foreign' | 'untold'

type Asked = Pick<FastifyRequest, 'headers' | 'method'>

function provenanceOf({ headers }: Asked, publicUrl: string): Provenance {
  const site = headers['sec-fetch-site']
  // `none`: the person typed the address or opened a bookmark.
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign'
  const { origin } = headers
  if (origin === undefined) return 'untold'
  if (origin === new URL(publicUrl).origin) return 'own'
  return URL.canParse(origin) && new URL(origin).host === headers.host ? 'own' : 'foreign'
}

const safeMethods = new Set(['GET', 'HEAD'])
const onlyElement = /^\s*element\s+[^,]+$/i

/**
 * The credentials of a request in the words of the Authorization header, the browser's session included.
 * @throws PlatformError `forbidden` when something would be changed by a session whose request is not proven ours
 */
export function credentialsOf(request: Asked, publicUrl: string): string | undefined {
  const { authorization, cookie } = request.headers
  if (cookie === undefined) return authorization
  const isAlone = authorization === undefined || authorization.trim() === ''
  if (!isAlone && !onlyElement.test(authorization)) return authorization
  const token = readCookie(cookie, nameFor(publicUrl))
  if (token === undefined) return authorization
  const provenance = provenanceOf(request, publicUrl)
  // Browsers without a secure context say nothing of the origin of a GET; it changes nothing, and nobody else can
  // read its answer.
  const isBelieved =
    provenance === 'own' || (provenance === 'untold' && safeMethods.has(request.method))
  if (isBelieved) return isAlone ? `Bearer ${token}` : `Bearer ${token}, ${authorization}`
  if (safeMethods.has(request.method)) return authorization
  throw foreignPage()
}

/** For the login, which another page must not do in this browser's name. @throws PlatformError `forbidden` */
export function refuseForeignPage(request: Asked, publicUrl: string): void {
  if (provenanceOf(request, publicUrl) === 'foreign') throw foreignPage()
}

function foreignPage(): PlatformError {
  return new PlatformError(
    'forbidden',
    "A session in a cookie counts only for requests of this server's own pages. Send an Authorization header instead",
  )
}

/** Whether a request says who asks by nothing but the cookie, which whoever sits at the browser has. */
export function isByCookie(request: Asked, publicUrl: string): boolean {
  return credentialsOf(request, publicUrl) !== request.headers.authorization
}

/** The token of the session that a request came with, by header or cookie. */
export function sessionTokenOf(request: Asked, publicUrl: string): string | undefined {
  return /^\s*bearer\s+([^\s,]+)/i.exec(credentialsOf(request, publicUrl) ?? '')?.[1]
}
