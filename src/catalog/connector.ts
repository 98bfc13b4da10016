import type { Abilities } from './abilities.ts'
import type { ConfigEntry, Element, Resource } from './element.ts'
import type { ConnectorHooks } from './hooks.ts'

/** A resource of a connector that a method and path led to. */
export interface ResourceMatch {
  readonly resource: Resource
  readonly pathVariables: Readonly<Record<string, string>>
  /** The connector has no resource of its own there: the object is asked by its name at the vendor. */
  readonly isGeneric?: true
}

/** A definition that was validated, completed with defaults, frozen, and made ready to be called. */
export interface Connector {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly hub: string
  /** Completed and frozen; `{origin.*}` is already replaced by the addresses in force, paths carry no hub. */
  readonly element: Element
  /** The checked document as its author wrote it: addresses still `{origin.*}`, nothing completed. */
  readonly definition: Element
  readonly hooks: ConnectorHooks
  readonly source: 'built-in' | 'directory'
  /** Absolute path of the folder's `logo.png`; undefined = a neutral picture is drawn. */
  readonly logoFile: string | undefined
  /** What its conformance tests measured; undefined when nobody measured it. */
  readonly abilities: Abilities | undefined
  /** Addresses in force: the vendor's, the environment's, or the sandbox's. */
  readonly origins: {
    readonly api: string
    readonly auth: string
    readonly inForce: 'vendor' | 'environment' | 'sandbox'
  }
  /** The platform's own app at the vendor (environment or the sandbox's preset), if any. */
  readonly platformApp: { readonly clientId: string; readonly clientSecret: string } | undefined
  /** Supported authentication types, the default first. */
  readonly authenticationTypes: readonly string[]
  /** Configuration entries that apply to an authentication type, common ones included. */
  entriesFor(authenticationType: string): readonly ConfigEntry[]
  /**
   * Finds a resource of type api or apiNoDocumentation by method and decoded path segments; concrete beats variable. Of
   * several for one route it is the one for the authentication type; the default type's when none is for it. Where the
   * connector has no resource with whatever method, it may be a generic one.
   */
  findResource(
    method: string,
    segments: readonly string[],
    authenticationType?: string,
  ): ResourceMatch | undefined
  /** Methods that exist at a path, for 405; empty when the path is unknown. */
  methodsAt(segments: readonly string[]): readonly string[]
  /** What `hubwright.generic` stands for; none without the word. They are not in `element.resources`. */
  readonly genericResources: readonly Resource[]
  /** Resources of a lifecycle type, such as `provisionAuthValidation`. */
  lifecycleResources(type: NonNullable<Resource['type']>): readonly Resource[]
}
