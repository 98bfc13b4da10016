/** What a simulated vendor answers to one request, complete before a byte is sent. */
export interface Answer {
  readonly status: number
  /** Text for the HTTP status line where it differs from the usual phrase. */
  readonly statusText?: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A JSON answer. `undefined` as the value gives an answer without a body. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  if (value === undefined) return { status, headers, text: '' }
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    text: JSON.stringify(value),
  }
}

/**
 * A page for people. Nothing may be loaded or run except the page's own style and what `scripts`
 * names by hash; `form-action` stays open because consent ends in a redirect to another host.
 */
export function htmlPage(status: number, text: string, scriptHash?: string): Answer {
  const script = scriptHash === undefined ? '' : ` script-src '${scriptHash}'; connect-src 'self';`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline';${script} frame-ancestors 'none'; base-uri 'none'`,
      // Not stricter: without any referrer, browsers send `Origin: null` with our own forms.
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    text,
  }
}

/** A temporary redirect (302) to `location`, which must already be a valid URL or path. */
export function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, text: '' }
}
