/** Field metadata of an object: the union of what its resources take and give. */
import { isJsonObject } from '../core/json.ts'
import type { Connector } from './connector.ts'
import type { Resource } from './element.ts'
import { referenceOf, type Models } from './model-closure.ts'
import { resourcesOf } from './objects.ts'
import { schemaTypeOf } from './schema-types.ts'

export interface FieldMethod {
  readonly name: Resource['method']
  readonly request: boolean
  readonly response: boolean
}

export interface FieldMetadata {
  /** `string`, `number`, `boolean`, `object` or `array`. */
  readonly type: string
  /** Dotted; members of the objects of a list are `items[*].sku`. */
  readonly path: string
  readonly vendorPath: string
  readonly vendorDisplayName: string
  readonly vendorNativeType: string
  /** Needed to create the object. */
  readonly vendorRequired: boolean
  /** No request carries it. */
  readonly vendorReadOnly: boolean
  readonly hidden: boolean
  readonly createable: boolean
  readonly updateable: boolean
  readonly primaryKey?: true
  readonly mask?: string
  readonly method: readonly FieldMethod[]
}

export interface ObjectMetadata {
  readonly fields: readonly FieldMetadata[]
}

/** A field while the resources are walked. */
interface Found {
  readonly schema: Readonly<Record<string, unknown>>
  readonly methods: Map<Resource['method'], { request: boolean; response: boolean }>
  required: boolean
}

/** Deeper nesting than any vendor's; a definition that contains itself ends sooner. */
const deepest = 8

/** Undefined when the connector has no object of this name. */
export function metadataOf(
  connector: Connector,
  objectName: string,
  authenticationType?: string,
): ObjectMetadata | undefined {
  const resources = resourcesOf(connector, objectName, authenticationType)
  if (resources.length === 0) return undefined
  const found = new Map<string, Found>()
  for (const resource of resources) {
    const { model } = resource
    for (const [side, name, models] of [
      ['response', model?.name, model?.swagger],
      ['request', requestModelOf(resource), { ...model?.swagger, ...model?.requestSwagger }],
    ] as const) {
      if (name === undefined || models === undefined || resource.method === 'DELETE') continue
      const root = models[name] ?? models[`${name}Object`]
      walk(root, models, '', [name], (path, schema, required) => {
        const field: Found = found.get(path) ?? { schema, methods: new Map(), required: false }
        const flags = field.methods.get(resource.method) ?? { request: false, response: false }
        field.methods.set(resource.method, { ...flags, [side]: true })
        if (side === 'request' && resource.method === 'POST' && required) field.required = true
        found.set(path, field)
      })
    }
  }
  return { fields: [...found].map(([path, field]) => metadataOfField(path, field)) }
}

function requestModelOf(resource: Resource): string | undefined {
  const body = resource.parameters?.find((p) => p.type === 'body' && p.source !== 'response')
  return resource.model?.requestName ?? body?.dataType
}

function walk(
  given: unknown,
  models: Models,
  prefix: string,
  inside: readonly string[],
  visit: (path: string, schema: Readonly<Record<string, unknown>>, required: boolean) => void,
): void {
  const { schema, names } = resolved(given, models, inside)
  if (schema === undefined || names.length > deepest) return
  if (isJsonObject(schema['items'])) {
    return walk(schema['items'], models, prefix === '' ? '' : `${prefix}[*]`, names, visit)
  }
  for (const part of Array.isArray(schema['allOf']) ? (schema['allOf'] as unknown[]) : []) {
    walk(part, models, prefix, names, visit)
  }
  const properties = schema['properties']
  if (!isJsonObject(properties)) return
  const required: unknown = schema['required']
  for (const [name, property] of Object.entries(properties)) {
    const path = prefix === '' ? name : `${prefix}.${name}`
    const target = resolved(property, models, names)
    if (target.schema === undefined) continue
    const own = isJsonObject(property) ? { ...target.schema, ...withoutReference(property) } : {}
    const needed = Array.isArray(required) && required.includes(name) && prefix === ''
    visit(path, own, needed)
    walk(property, models, path, names, visit)
  }
}

/** Follows references; a definition inside itself is not opened again. */
function resolved(
  given: unknown,
  models: Models,
  inside: readonly string[],
): { schema: Readonly<Record<string, unknown>> | undefined; names: readonly string[] } {
  let schema = isJsonObject(given) ? given : undefined
  let names = inside
  for (let hops = 0; schema !== undefined && hops < deepest; hops += 1) {
    const name = referenceOf(schema)
    if (name === undefined) return { schema, names }
    if (names.includes(name)) return { schema: { type: 'object' }, names }
    names = [...names, name]
    const next = models[name]
    schema = isJsonObject(next) ? next : { type: 'object' }
  }
  return { schema, names }
}

function withoutReference(
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return referenceOf(schema) === undefined ? schema : {}
}

function metadataOfField(path: string, { schema, methods, required }: Found): FieldMetadata {
  const native = typeof schema['type'] === 'string' ? schema['type'] : nativeTypeOf(schema)
  const mask = schema['x-mask']
  const title = schema['title']
  const carried = (names: readonly Resource['method'][]): boolean =>
    names.some((name) => methods.get(name)?.request === true)
  const createable = carried(['POST'])
  const updateable = carried(['PATCH', 'PUT'])
  return {
    type: normalType(native),
    path,
    vendorPath: path,
    vendorDisplayName: typeof title === 'string' ? title : displayNameOf(path),
    vendorNativeType: native,
    vendorRequired: required,
    vendorReadOnly: !createable && !updateable,
    hidden: false,
    createable,
    updateable,
    ...(schema['x-primary-key'] === true ? { primaryKey: true as const } : {}),
    ...(typeof mask === 'string' ? { mask } : {}),
    method: [...methods].map(([name, flags]) => ({ name, ...flags })),
  }
}

function nativeTypeOf(schema: Readonly<Record<string, unknown>>): string {
  return schema['items'] === undefined ? 'object' : 'array'
}

function normalType(native: string): string {
  const type = schemaTypeOf(native)?.type ?? 'object'
  return type === 'integer' ? 'number' : type === 'file' ? 'string' : type
}

/** `billingPerson.postalCode` is shown as `Postal Code`. */
function displayNameOf(path: string): string {
  const name = path.split('.').at(-1) ?? path
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
