/** Is a document a connector definition? Everything that is wrong with it, at once, each with its place. */
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import type { ErrorDetail } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { definitionRules } from './definition-rules.ts'
import { Element } from './element.ts'
import { pointerPart } from './json-pointer.ts'

const schema = Compile(Element)
/** More places than anyone mends in one go. */
const mostErrors = 500

export type CheckedDefinition =
  | { readonly element: Element; readonly errors?: undefined }
  | { readonly errors: readonly ErrorDetail[]; readonly element?: undefined }

/**
 * Checks shape first, then the rules between the parts (definition-rules.ts). Paths are JSON pointers into the
 * document. Members that are null count as absent, as in exports of the old platform; the given value is not changed.
 */
export function checkDefinition(document: unknown): CheckedDefinition {
  if (!isJsonObject(document)) {
    return { errors: [{ path: '', message: 'must be a JSON object, one connector definition' }] }
  }
  const element = withoutNulls(document)
  const wrong = shapeErrors(element)
  if (wrong.length > 0) return { errors: wrong }
  const broken = definitionRules(element as Element)
  return broken.length > 0 ? { errors: broken } : { element: element as Element }
}

function shapeErrors(element: unknown): readonly ErrorDetail[] {
  if (schema.Check(element)) return []
  const before = Settings.Get().maxErrors
  Settings.Set({ maxErrors: mostErrors })
  try {
    const errors = schema.Errors(element)
    const choices = errors.filter((error) => error.keyword === 'anyOf')
    return (
      errors
        // `boolean` only repeats, less clearly, what `additionalProperties` said of the object around it.
        .filter((error) => error.keyword !== 'boolean')
        .filter((error) => !choices.some((choice) => insideChoice(choice, error)))
        .flatMap(detailsOf)
    )
  } finally {
    Settings.Set({ maxErrors: before })
  }
}

/** The branches of a choice complain too; only the choice itself is worth a line. */
function insideChoice(
  choice: TLocalizedValidationError,
  error: TLocalizedValidationError,
): boolean {
  return error.schemaPath.startsWith(`${choice.schemaPath}/anyOf/`)
}

function detailsOf(error: TLocalizedValidationError): readonly ErrorDetail[] {
  const path = error.instancePath
  if (error.keyword === 'required') {
    return error.params.requiredProperties.map((name) => atMember(path, name, 'is missing'))
  }
  if (error.keyword === 'additionalProperties') {
    return error.params.additionalProperties.map((name) =>
      atMember(path, name, 'is not a word of the definition language'),
    )
  }
  return [{ path, message: messageOf(error) }]
}

function atMember(path: string, name: string, message: string): ErrorDetail {
  return { path: `${path}/${pointerPart(name)}`, message }
}

function messageOf(error: TLocalizedValidationError): string {
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  if (error.keyword === 'anyOf') return 'must be a name, or a list of two names'
  if (error.keyword === 'minLength') return 'must not be empty'
  if (error.keyword === 'pattern') {
    return patternMessage(error.instancePath, String(error.params.pattern))
  }
  return error.message
}

function patternMessage(path: string, pattern: string): string {
  if (path === '/key') return 'must consist of lower-case letters and digits'
  if (path.endsWith('/path')) return 'must begin with a slash'
  return `must match ${pattern}`
}

/** Where null means absent: the element and its lists of entries, parameters, hooks and resources. */
function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  const lists = new Set(['configuration', 'parameters', 'hooks', 'resources', 'options'])
  const members = Object.entries(value).filter(
    ([, member]) => member !== null && member !== undefined,
  )
  return Object.fromEntries(
    members.map(([name, member]) => {
      if (lists.has(name) && Array.isArray(member)) {
        return [
          name,
          member.map((item: unknown) => (isJsonObject(item) ? withoutNulls(item) : item)),
        ]
      }
      if ((name === 'model' || name === 'response') && isJsonObject(member)) {
        return [name, Object.fromEntries(Object.entries(member).filter(([, m]) => m !== null))]
      }
      return [name, member]
    }),
  )
}
