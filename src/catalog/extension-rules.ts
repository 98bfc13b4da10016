import type { ErrorDetail } from '../core/errors.ts'
import { configurationKeysOf } from './configuration-keys.ts'
import type { Element, Resource } from './element.ts'
import type { GenericWord } from './generic-word.ts'
import { pointerPart } from './json-pointer.ts'
import { placeholdersOf } from './resource-path.ts'

type Extension = NonNullable<Resource['hubwright']>

/** Where the words under `hubwright` point nowhere. `types` are the authentication types of the element. */
export function extensionRules(element: Element, types: readonly string[]): readonly ErrorDetail[] {
  return [
    ...elementRules(element, types),
    ...(element.resources ?? []).flatMap((resource, index) =>
      resource.hubwright === undefined
        ? []
        : resourceRules(resource, resource.hubwright, types, `/resources/${index}/hubwright`),
    ),
  ]
}

function elementRules(element: Element, types: readonly string[]): ErrorDetail[] {
  const extension = element.hubwright
  if (extension === undefined) return []
  const keys = configurationKeysOf(element)
  const errors: ErrorDetail[] = []
  for (const [name, address] of Object.entries(extension.origins ?? {})) {
    if (!/^https?:\/\/[^\s/?#{}@]+(\/[^\s?#{}]*)?$/.test(address) || address.endsWith('/')) {
      errors.push({
        path: `/hubwright/origins/${name}`,
        message: 'must be an http or https address without credentials, query and trailing slash',
      })
    }
  }
  if (extension.accountKey !== undefined && !keys.has(extension.accountKey)) {
    errors.push({
      path: '/hubwright/accountKey',
      message: 'must be the key of a configuration entry',
    })
  }
  for (const [type, wire] of Object.entries(extension.authentication ?? {})) {
    const at = `/hubwright/authentication/${pointerPart(type)}`
    errors.push(...typeRule(type, types, at))
    wire.place.forEach((place, index) => {
      for (const name of placeholdersOf(place.value)) {
        if (keys.has(name)) continue
        errors.push({
          path: `${at}/place/${index}/value`,
          message: `{${name}} names no configuration entry`,
        })
      }
    })
  }
  for (const key of Object.keys(extension.oauth?.answer ?? {})) {
    if (keys.has(key)) continue
    errors.push({
      path: `/hubwright/oauth/answer/${pointerPart(key)}`,
      message: 'must be the key of a configuration entry',
    })
  }
  return [...errors, ...genericRules(extension.generic, types)]
}

/** The path must stay one below `base.url`, whatever names come in. */
function genericRules(generic: GenericWord | undefined, types: readonly string[]): ErrorDetail[] {
  const errors: ErrorDetail[] = (generic?.authentication ?? []).flatMap((type, index) =>
    typeRule(type, types, `/hubwright/generic/authentication/${index}`),
  )
  const path = generic?.path
  if (path !== undefined && !/^(?!.*\/\.\.?[/{])(?:\/[\w.~-]+)*\{path\}(?:\.\w+)?$/.test(path)) {
    errors.push({
      path: '/hubwright/generic/path',
      message: 'must hold {path} once and only folders and an ending beside it, as /v2{path}.json',
    })
  }
  const { lists } = generic ?? {}
  if (lists?.page === undefined && (lists?.pageSize ?? lists?.nextPageKey) !== undefined) {
    errors.push({
      path: '/hubwright/generic/lists',
      message: 'needs page, the query parameter for the page, beside pageSize and nextPageKey',
    })
  }
  return errors
}

function typeRule(type: string, types: readonly string[], path: string): ErrorDetail[] {
  if (types.includes(type)) return []
  return [{ path, message: `must be an authentication type: ${types.join(', ')}` }]
}

function resourceRules(
  resource: Resource,
  extension: Extension,
  types: readonly string[],
  at: string,
): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  extension.authentication?.forEach((type, index) =>
    errors.push(...typeRule(type, types, `${at}/authentication/${index}`)),
  )
  if (extension.fields !== undefined && !extension.fields.template.includes('{fields}')) {
    errors.push({ path: `${at}/fields/template`, message: 'must hold {fields}' })
  }
  for (const value of Object.keys(extension.orderBy?.values ?? {})) {
    if (/^\S+ (asc|desc)$/.test(value)) continue
    errors.push({
      path: `${at}/orderBy/values/${pointerPart(value)}`,
      message: 'must be a field and its direction, such as "total asc"',
    })
  }
  return [...errors, ...whereRules(resource, extension, at)]
}

const parameterName = /^[^\s&=?#{}]+$/

function whereRules(resource: Resource, extension: Extension, at: string): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  const where = extension.where ?? {}
  const declared = resource.parameters?.some((p) => p.name === 'where' && p.type === 'query')
  if (Object.keys(where).length > 0 && declared !== true) {
    errors.push({
      path: `${at}/where`,
      message: 'needs a query parameter named where in the parameters of the resource',
    })
  }
  for (const [attribute, rule] of Object.entries(where)) {
    const place = `${at}/where/${pointerPart(attribute)}`
    for (const [operator, target] of Object.entries(rule.operators)) {
      const pointer = `${place}/operators/${pointerPart(operator)}`
      for (const name of typeof target === 'string' ? [target] : target) {
        if (!parameterName.test(name)) {
          errors.push({ path: pointer, message: 'must be the name of a query parameter' })
        }
      }
      if (typeof target !== 'string' && (operator !== '=' || rule.type !== 'date')) {
        errors.push({ path: pointer, message: 'may be two names only for = on a date' })
      }
    }
    for (const [literal, word] of Object.entries(rule.synonyms ?? {})) {
      if (rule.values === undefined || rule.values.includes(word)) continue
      errors.push({
        path: `${place}/synonyms/${pointerPart(literal)}`,
        message: `must be one of the values: ${rule.values.join(', ')}`,
      })
    }
    if (rule.format !== undefined && rule.type !== 'date') {
      errors.push({ path: `${place}/format`, message: 'is for attributes of type date' })
    }
  }
  return errors
}
