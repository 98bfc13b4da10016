/**
 * What a built-in connector's `hooks.ts` may do: a closed list of points around one vendor call.
 * Hooks are trusted code without I/O of their own; the only way out is `callVendor`, which spends the
 * instance's quota and passes every guard. Names and order follow the old platform's script hooks
 * (global pre, resource pre, vendor, resource post, global post).
 */
import type { WhereCondition } from '../core/ceql.ts'

/** The client's request as the connector sees it; frozen. */
export interface HookRequest {
  readonly method: string
  /** Resource path without the hub, such as `/orders/AB1CD`. */
  readonly path: string
  readonly pathVariables: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The vendor request that was built so far. A hook returns the members it changes. */
export interface VendorRequestDraft {
  readonly method: string
  /** Full URL without query. */
  readonly url: string
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly headers: Readonly<Record<string, string | null>>
  /** A JSON value, or undefined for none. */
  readonly body: unknown
}

export interface HookContext {
  readonly request: HookRequest
  /** Clear values of the instance's configuration. */
  readonly configuration: Readonly<Record<string, string>>
  /** The parsed `where`, empty when there was none. */
  readonly expression: readonly WhereCondition[]
  readonly now: number
  /** One more call to the same vendor with the same credentials; `path` is relative to base.url. Throws PlatformError on failure. */
  callVendor(call: {
    method: 'GET' | 'POST' | 'PUT' | 'DELETE'
    path: string
    query?: Readonly<Record<string, string>>
    body?: unknown
  }): Promise<{ status: number; body: unknown }>
}

/** What a hook before the call wants: changed parts of the vendor request, or an answer instead of a call. */
export interface PreRequestOutcome {
  vendor?: Partial<VendorRequestDraft>
  /** Given: the vendor is not called, post hooks still run on this answer. */
  answer?: { status?: number; body: unknown }
}

export interface HookAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** After the root key was unwrapped. */
  readonly body: unknown
  /** The vendor's whole answer. */
  readonly rawBody: unknown
}

export interface PostRequestOutcome {
  body?: unknown
  status?: number
  totalCount?: number
  /** The body is the vendor's whole list, whatever page was asked: it is cut into pages here. */
  isWhole?: boolean
  /** Written to the instance's configuration. */
  configuration?: Readonly<Record<string, string>>
  /** A sentence for the `Elements-Error` header: the answer stands, something was downgraded. */
  notice?: string
}

export interface ResourceHooks {
  preRequest?(
    context: HookContext,
    draft: VendorRequestDraft,
  ): PreRequestOutcome | void | Promise<PreRequestOutcome | void>
  postRequest?(
    context: HookContext,
    answer: HookAnswer,
  ): PostRequestOutcome | void | Promise<PostRequestOutcome | void>
}

/** What an event hook is given; frozen. It asks nobody: what needs reading is read afterwards. */
export interface EventHookContext {
  /** The body: a JSON value, the fields of a form, or the parameters of a GET. */
  readonly events: unknown
  readonly headers: Readonly<Record<string, string>>
  /** Clear values of the instance's configuration. */
  readonly configuration: Readonly<Record<string, string>>
  /** When it arrived, in milliseconds since 1970. */
  readonly now: number
}

/** One change, in the old platform's words for event hooks. */
export interface HookEvent {
  readonly event_type: string
  readonly event_object_type: string
  readonly event_object_id: string
  /** ISO 8601; the time of arrival by default. */
  readonly event_date?: string | undefined
  readonly event_other_id?: string | undefined
  readonly event_old_path?: string | undefined
  readonly event_new_path?: string | undefined
}

/** A hook throws `PlatformError` to answer an error. */
export interface ConnectorHooks extends ResourceHooks {
  /** By `METHOD /path` without the hub, as in the definition: `GET /orders/{orderId}/payments`. */
  resources?: Readonly<Record<string, ResourceHooks>>
  /** Reads the vendor's webhooks, instead of `hubwright.events.webhook.types`. */
  event?(context: EventHookContext): readonly HookEvent[]
}
