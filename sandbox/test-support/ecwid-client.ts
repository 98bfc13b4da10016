import { type Sandbox, startSandbox } from '../server.ts'

/** An answer with its JSON read; `body` is typed loosely because tests look at strangers' data. */
interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Json
}

/** JSON that can be walked without declaring its shape; a wrong step gives undefined. */
export type Json = { readonly [key: string]: Json } & {
  readonly [index: number]: Json
} & Iterable<Json>

/** The text or number at a place where a test expects one. */
export function textOf(value: Json | undefined): string {
  const plain: unknown = value
  if (typeof plain === 'string' || typeof plain === 'number') return String(plain)
  throw new Error(`Expected a text or a number, got ${JSON.stringify(value)}`)
}

/** A started sandbox with short ways to talk to store 1003. */
export interface EcwidClient {
  readonly sandbox: Sandbox
  /** A call of REST v3 below the store. */
  api(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answered>
  /** A control call. */
  control(method: string, path: string, body?: unknown): Promise<Answered>
  /** Any request at all. */
  raw(path: string, init?: RequestInit): Promise<Answered>
}

interface CallOptions {
  readonly storeId?: number
  /** Null sends no token. */
  readonly token?: string | null
  readonly headers?: Record<string, string>
}

/** Starts a sandbox on a free port and gives a client for it. */
export async function startEcwid(clock?: () => number): Promise<EcwidClient> {
  const sandbox = await startSandbox(clock === undefined ? {} : { clock })
  const raw = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const answer = await fetch(sandbox.url + path, { redirect: 'manual', ...init })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: readJson(text) }
  }
  const send = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    raw(path, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    sandbox,
    raw,
    api(method, path, body, { storeId = 1003, token = `secret_sandbox_${storeId}`, headers } = {}) {
      const auth: Record<string, string> =
        token === null ? {} : { authorization: `Bearer ${token}` }
      return send(method, `/ecwid/api/v3/${storeId}${path}`, body, { ...auth, ...headers })
    },
    control: (method, path, body) => send(method, `/_control/ecwid${path}`, body, {}),
  }
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return {} as unknown as Json
  }
}
