/** An answer as text that can be sealed, and back. Pure. */

export type HeaderValue = string | number | string[]

/** An answer as it went to the client, byte for byte. */
export interface KeptAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, HeaderValue>>
  readonly body: Buffer
}

/** Larger bodies are not kept. */
export const mostKeptBytes = 256 * 1024

/** Of one connection or one origin's request; a repeat has its own. */
const notKept =
  /^(?:access-control-.*|connection|content-length|date|keep-alive|set-cookie|transfer-encoding|vary)$/

export function writeAnswer({ status, headers, body }: KeptAnswer): string {
  const kept = Object.entries(headers).filter(([name]) => !notKept.test(name))
  return JSON.stringify({
    status,
    headers: Object.fromEntries(kept),
    body: body.toString('base64'),
  })
}

export function readAnswer(text: string): KeptAnswer {
  const { status, headers, body } = JSON.parse(text) as Omit<KeptAnswer, 'body'> & { body: string }
  return { status, headers, body: Buffer.from(body, 'base64') }
}
