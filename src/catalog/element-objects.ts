/** Objects, their fields and models as the old platform listed them, made of what the resources take and give. */
import type { Connector } from './connector.ts'
import { eventsOf, eventTypesOf } from './connector-events.ts'
import { metadataOf, type FieldMetadata } from './object-metadata.ts'
import { objectsOf, resourcesOf } from './objects.ts'
import { systemAccountId } from './element.ts'
import { stableId } from './stable-id.ts'

export interface ElementObject {
  readonly id: number
  readonly name: string
  readonly vendorName: string
  readonly primaryKeyName: string
  /** Top-level fields that say when a record was made and changed, and their masks; empty when there are none. */
  readonly createdDateName: string
  readonly createdDateFormat: string
  readonly updatedDateName: string
  readonly updatedDateFormat: string
  readonly bulkDownloadEnabled: boolean
  readonly bulkUploadEnabled: boolean
  readonly eventsEnabled: boolean
  readonly customFields: boolean
  readonly ownerAccountId: number
  readonly fields: ElementField[]
}

export interface ElementField {
  readonly id: number
  readonly objectId: number
  readonly name: string
  readonly type: string
  readonly displayName: string
  readonly mask: string
  readonly primaryKey: boolean
  readonly readOnly: boolean
  readonly hidden: boolean
  readonly required: boolean
  readonly request: boolean
  readonly response: boolean
  readonly ownerAccountId: number
}

export interface ElementModel {
  readonly id: number
  readonly elementId: number
  readonly name: string
  readonly vendorName: string
  readonly description: string
  readonly customFields: boolean
  readonly nullsRequired: boolean
  readonly modelType: string
  readonly modelFields: ModelField[]
  readonly resources: { readonly id: number }[]
}

export interface ModelField {
  readonly name: string
  readonly vendorName: string
  readonly dataType: { readonly jsonType: string }
  readonly displayName: string
  readonly mask: string
  readonly primaryKey: boolean
  readonly fieldMethods: {
    readonly method: string
    readonly direction: 'request' | 'response'
    readonly populated: boolean
  }[]
}

/** All objects of a connector, by name. */
export function elementObjects(connector: Connector): ElementObject[] {
  return objectsOf(connector).map((name) => objectOf(connector, name))
}

/** All models of a connector, one an object. */
export function elementModels(connector: Connector): ElementModel[] {
  return objectsOf(connector).map((name) => ({
    id: stableId(`${connector.key} model ${name}`),
    elementId: connector.id,
    name,
    vendorName: name,
    description: resourcesOf(connector, name)[0]?.description ?? '',
    customFields: false,
    nullsRequired: false,
    modelType: 'standard',
    modelFields: fieldsOf(connector, name).map(modelFieldOf),
    resources: resourcesOf(connector, name).map(({ id = 0 }) => ({ id })),
  }))
}

function fieldsOf(connector: Connector, name: string): readonly FieldMetadata[] {
  return metadataOf(connector, name)?.fields ?? []
}

function objectOf(connector: Connector, name: string): ElementObject {
  const id = stableId(`${connector.key} object ${name}`)
  const fields = fieldsOf(connector, name)
  const created = dateField(fields, /^(?:create|register)/i)
  const updated = dateField(fields, /^(?:update|modif)/i)
  return {
    id,
    name,
    vendorName: name,
    primaryKeyName: fields.find((field) => field.primaryKey === true)?.path ?? 'id',
    createdDateName: created?.path ?? '',
    createdDateFormat: created?.mask ?? '',
    updatedDateName: updated?.path ?? '',
    updatedDateFormat: updated?.mask ?? '',
    bulkDownloadEnabled: false,
    bulkUploadEnabled: false,
    eventsEnabled: eventTypesOf(eventsOf(connector), name).length > 0,
    customFields: false,
    ownerAccountId: systemAccountId,
    fields: fields.map((field) => fieldOf(`${connector.key} field ${name}`, id, field)),
  }
}

/** A field with a mask is a date; its name says of what. */
function dateField(fields: readonly FieldMetadata[], name: RegExp): FieldMetadata | undefined {
  return fields.find(({ path, mask }) => mask !== undefined && name.test(path))
}

function fieldOf(place: string, objectId: number, field: FieldMetadata): ElementField {
  return {
    id: stableId(`${place} ${field.path}`),
    objectId,
    name: field.path,
    type: field.type,
    displayName: field.vendorDisplayName,
    mask: field.mask ?? '',
    primaryKey: field.primaryKey ?? false,
    readOnly: field.vendorReadOnly,
    hidden: field.hidden,
    required: field.vendorRequired,
    request: field.method.some(({ request }) => request),
    response: field.method.some(({ response }) => response),
    ownerAccountId: systemAccountId,
  }
}

function modelFieldOf(field: FieldMetadata): ModelField {
  return {
    name: field.path,
    vendorName: field.vendorPath,
    dataType: { jsonType: field.vendorNativeType },
    displayName: field.vendorDisplayName,
    mask: field.mask ?? '',
    primaryKey: field.primaryKey ?? false,
    fieldMethods: field.method.flatMap(({ name, request, response }) => [
      { method: name, direction: 'request' as const, populated: request },
      { method: name, direction: 'response' as const, populated: response },
    ]),
  }
}
