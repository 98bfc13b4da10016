/** The way out for mails: the operator's own server, named in the configuration, and no other. */
import { createTransport } from 'nodemailer'
import { toError } from '../core/errors.ts'

export interface Mail {
  /** One address. */
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** Where answers go, when not to the sender. */
  readonly replyTo?: string | undefined
}

export interface Mailer {
  /** Resolves when the server took it. @throws MailError */
  send(mail: Mail): Promise<void>
  close(): void
}

/** `refused`: the server answered so; `connect`: it could not be reached or did not answer in time. */
export class MailError extends Error {
  readonly failure: 'refused' | 'connect'
  /** What the server answered, such as 550. */
  readonly status: number | undefined
  constructor(failure: 'refused' | 'connect', status: number | undefined, options: ErrorOptions) {
    super('The mail was not taken', options)
    this.name = 'MailError'
    this.failure = failure
    this.status = status
  }
}

const connectTimeoutMs = 5_000
const timeoutMs = 30_000

/**
 * @param smtpUrl `smtp://user:password@host:port`, or smtps. Its parameter `from` is the address mails come from;
 *   by default `no-reply@` and the host.
 */
export function createMailer(smtpUrl: string): Mailer {
  const url = new URL(smtpUrl)
  const isSecure = url.protocol === 'smtps:'
  const from = url.searchParams.get('from') ?? `no-reply@${url.hostname}`
  const user = decodeURIComponent(url.username)
  const transport = createTransport({
    pool: true,
    maxConnections: 5,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    // A password is never sent in the clear.
    ...(user === ''
      ? {}
      : { auth: { user, pass: decodeURIComponent(url.password) }, requireTLS: !isSecure }),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: timeoutMs,
    // Texts of strangers name no files and no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, replyTo }) {
      try {
        await transport.sendMail({
          from,
          // As objects, so that nothing in an address is read as a further one.
          to: { name: '', address: to },
          ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
          subject: oneLine(subject),
          text,
        })
      } catch (error) {
        const { responseCode } = error as { responseCode?: number }
        const failure = responseCode === undefined ? 'connect' : 'refused'
        throw new MailError(failure, responseCode, { cause: toError(error) })
      }
    },
    close: () => transport.close(),
  }
}

/** A subject is one line, whatever it was made of. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 500)
}
