import type { ErrorDetail } from '../core/errors.ts'
import type { Abilities } from './abilities.ts'
import type { Element } from './element.ts'
import type { ConnectorHooks } from './hooks.ts'

/** A definition as it was found on disk. `element` is undefined when there are errors; their paths name the file. */
export interface ReadDefinition {
  readonly source: 'built-in' | 'directory'
  readonly element: Element | undefined
  readonly errors: readonly ErrorDetail[]
  readonly hooks: ConnectorHooks
  readonly logoFile: string | undefined
  /** The folder's `abilities.json`, if there is one. */
  readonly abilities?: Abilities | undefined
}
