/**
 * The generic family: what a vendor has and a connector has no resource for, in the vendor's own names.
 * `hubwright.generic` becomes ordinary resources, so that everything which serves resources serves these. They stand
 * behind the connector's own: a path that one of those has, with whatever method, is never meant generically.
 */
import type { Parameter, Resource } from './element.ts'
import type { GenericWord } from './generic-word.ts'
import type { ResourceIndex } from './resource-index.ts'
import { builtInSegments } from './resource-path.ts'

const collections = ['/{objectName}', '/{objectName}/{objectId}/{childObjectName}']
const records = [
  '/{objectName}/{objectId}',
  '/{objectName}/{objectId}/{childObjectName}/{childObjectId}',
]

/** The resources that the word stands for; none without it. */
export function genericResourcesOf(word: GenericWord | undefined): readonly Resource[] {
  if (word === undefined) return []
  return [
    ...collections.flatMap((path) => [listOf(word, path), createOf(word, path)]),
    ...records.flatMap((path) => [
      readOf(word, path),
      changeOf(word, path, 'PATCH'),
      changeOf(word, path, 'PUT'),
      deleteOf(word, path),
    ]),
  ]
}

/** True for the paths of collections, `/{objectName}` and `…/{childObjectName}`. */
export function isGenericCollection({ path }: Resource): boolean {
  return collections.includes(path)
}

/** The index with the generic resources behind its own. */
export function withGenericBehind(own: ResourceIndex, generic: ResourceIndex): ResourceIndex {
  return {
    find(method, segments, authenticationType) {
      const match = own.find(method, segments, authenticationType)
      if (match !== undefined || !mayBeGeneric(own, segments)) return match
      const found = generic.find(method, segments)
      return found === undefined ? undefined : { ...found, isGeneric: true }
    },
    methodsAt: (segments) =>
      mayBeGeneric(own, segments) ? generic.methodsAt(segments) : own.methodsAt(segments),
  }
}

/**
 * Whether the names are an object's and not a word of ours. A slash inside a name could reach what stands below
 * another object, past its resources.
 */
function mayBeGeneric(own: ResourceIndex, segments: readonly string[]): boolean {
  const [name = '', , child = ''] = segments
  return (
    !builtInSegments.has(name) &&
    !/[/\\]/.test(name + child) &&
    own.methodsAt(segments).length === 0
  )
}

function listOf(word: GenericWord, path: string): Resource {
  const { page, pageSize, nextPageKey, total } = word.lists ?? {}
  const resource = resourceOf(word, 'GET', path, [
    where,
    askedAs('page', page, nextPageKey === undefined ? 'integer' : 'string'),
    { ...askedAs('pageSize', pageSize, 'integer'), description: 'Records on a page' },
    fields,
  ])
  return {
    ...resource,
    description: 'Search for records of an object',
    paginationType: page === undefined ? 'VENDOR_NOT_SUPPORTED' : 'VENDOR_SUPPORTED',
    ...(nextPageKey === undefined ? {} : { nextPageKey }),
    model: { name: 'Objects', swagger: { Objects: listModel, Object: recordModel } },
    hubwright: { ...resource.hubwright, ...(total === undefined ? {} : { totalPath: total }) },
  }
}

function askedAs(name: string, vendorName: string | undefined, dataType: string): Parameter {
  return vendorName === undefined
    ? { name, type: 'query', vendorType: 'no-op', dataType }
    : { name, vendorName, type: 'query', vendorType: 'query', dataType }
}

function readOf(word: GenericWord, path: string): Resource {
  const description = 'Retrieve a record of an object'
  return { ...resourceOf(word, 'GET', path, [where, fields]), description, model: recordOnly }
}

function createOf(word: GenericWord, path: string): Resource {
  const description = 'Create a record of an object'
  return { ...resourceOf(word, 'POST', path, [body]), description, model: recordOnly }
}

function changeOf(word: GenericWord, path: string, method: 'PATCH' | 'PUT'): Resource {
  const resource = resourceOf(word, method, path, [{ ...body, required: true }])
  return {
    ...resource,
    vendorMethod: method === 'PATCH' ? (word.update ?? 'PATCH') : 'PUT',
    description: `${method === 'PATCH' ? 'Update' : 'Replace'} a record of an object`,
    model: recordOnly,
    hubwright: { ...resource.hubwright, ...zeroMeansNone(word.counts?.update) },
  }
}

function deleteOf(word: GenericWord, path: string): Resource {
  const resource = resourceOf(word, 'DELETE', path, [])
  return {
    ...resource,
    description: 'Delete a record of an object',
    hubwright: { ...resource.hubwright, ...zeroMeansNone(word.counts?.delete) },
  }
}

function resourceOf(
  word: GenericWord,
  method: Resource['method'],
  path: string,
  parameters: readonly Parameter[],
): Resource {
  const { authentication } = word
  return {
    path,
    method,
    vendorPath: genericPath(word, path),
    vendorMethod: method,
    parameters: [...pathParameters(path), ...parameters],
    hubwright: authentication === undefined ? {} : { authentication },
  }
}

/** The vendor's path for a path of the family, filled in or not. */
export function genericPath(word: GenericWord, path: string): string {
  return (word.path ?? '{path}').replace('{path}', () => path)
}

function zeroMeansNone(path: string | undefined): { notFoundWhen?: { path: string; equals: 0 } } {
  return path === undefined ? {} : { notFoundWhen: { path, equals: 0 } }
}

const told: Readonly<Record<string, string>> = {
  objectName: "Name of an object in the vendor's words, such as its path names it",
  objectId: 'Id of a record of the object',
  childObjectName: 'Name of an object below the record',
  childObjectId: 'Id of a record of the child object',
}

function pathParameters(path: string): readonly Parameter[] {
  return Object.entries(told)
    .filter(([name]) => path.includes(`{${name}}`))
    .map(([name, description]) => ({
      name,
      type: 'path',
      vendorType: 'path',
      dataType: 'string',
      required: true,
      description,
    }))
}

const where: Parameter = {
  name: 'where',
  type: 'query',
  vendorType: 'query',
  dataType: 'string',
  converter: 'toQueryParameters',
  description: "Query parameters of the vendor, as name = 'value' joined by AND",
}

const fields: Parameter = {
  name: 'fields',
  type: 'query',
  vendorType: 'no-op',
  dataType: 'string',
  description: 'The fields to return, separated by commas',
}

const body: Parameter = { name: 'body', type: 'body', vendorType: 'body', dataType: 'Object' }

const recordModel = { type: 'object', additionalProperties: true }
const recordOnly = { name: 'Object', swagger: { Object: recordModel } }
const listModel = { type: 'array', items: { $ref: '#/definitions/Object' } }
