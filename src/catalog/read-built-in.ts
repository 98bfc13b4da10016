/**
 * A connector's folder: `connector.json` (the definition without its resources), `resources/*.json` (models and
 * resources, one subject a file), `hooks.ts`, `logo.png`. Together they are one Element document. `abilities.json`
 * beside them says what was measured of it.
 */
import { access, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { toError, type ErrorDetail } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { Abilities } from './abilities.ts'
import { checkDefinition } from './check-definition.ts'
import type { ReadDefinition } from './definition-file.ts'
import type { Element, Resource } from './element.ts'
import { genericResourcesOf } from './generic-resources.ts'
import type { ConnectorHooks } from './hooks.ts'
import { modelClosure, type Models } from './model-closure.ts'
import { readJsonFile } from './read-json-file.ts'
import { withoutHub } from './resource-path.ts'

const ResourceFile = Type.Object(
  {
    models: Type.Optional(Type.Record(Type.String(), Type.Object({}))),
    resources: Type.Array(Type.Object({})),
  },
  { additionalProperties: false },
)

/** Where a resource of the assembled document came from. */
interface Origin {
  readonly file: string
  readonly index: number
}

/** Reads every folder in `connectorsFolder` that holds a `connector.json`, by name. */
export async function readBuiltIns(connectorsFolder: string): Promise<readonly ReadDefinition[]> {
  const entries = await readdir(connectorsFolder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const holding: string[] = []
  for (const folder of folders.sort()) {
    if (await exists(join(connectorsFolder, folder, 'connector.json'))) holding.push(folder)
  }
  return Promise.all(holding.map((folder) => readFolder(join(connectorsFolder, folder))))
}

async function readFolder(folder: string): Promise<ReadDefinition> {
  const name = basename(folder)
  const errors: ErrorDetail[] = []
  const card = await readJsonFile(join(folder, 'connector.json'), `${name}/connector.json`)
  errors.push(...card.errors)

  const models: Record<string, unknown> = {}
  const resources: Record<string, unknown>[] = []
  const origins: Origin[] = []
  for (const file of await resourceFilesOf(folder)) {
    const shown = `${name}/resources/${file}`
    const { value, errors: unreadable } = await readJsonFile(join(folder, 'resources', file), shown)
    errors.push(...unreadable)
    if (unreadable.length > 0) continue
    if (!Value.Check(ResourceFile, value)) {
      errors.push({ path: shown, message: 'must be {"models": {…}, "resources": […]}' })
      continue
    }
    for (const [model, schema] of Object.entries(value.models ?? {})) {
      if (Object.hasOwn(models, model)) {
        errors.push({ path: `${shown}#/models/${model}`, message: 'is defined in two files' })
      } else models[model] = schema
    }
    value.resources.forEach((resource, index) => {
      resources.push(resource as Record<string, unknown>)
      origins.push({ file: shown, index })
    })
  }

  const completed = resources.map((resource, at) =>
    withModels(resource, models, origins[at], errors),
  )
  if (isJsonObject(card.value)) {
    const { id } = card.value
    if (id === undefined || (typeof id === 'number' && (id < 1 || id > 100_000))) {
      errors.push({
        path: `${name}/connector.json#/id`,
        message: 'must be a whole number, 1 to 100000',
      })
    }
    if (card.value['key'] !== name) {
      errors.push({
        path: `${name}/connector.json#/key`,
        message: `must be the name of the folder, ${name}`,
      })
    }
    if (card.value['resources'] !== undefined) {
      errors.push({
        path: `${name}/connector.json#/resources`,
        message: 'stand in the folder resources',
      })
    }
  }
  const checked = checkDefinition(
    isJsonObject(card.value) ? { ...card.value, resources: completed } : card.value,
  )
  if (card.errors.length === 0) {
    errors.push(...(checked.errors ?? []).map((error) => located(error, name, origins)))
  }
  const hooks = await readHooks(folder, name, checked.element, errors)
  const abilities = await readAbilities(folder, name, errors)
  return {
    source: 'built-in',
    element: errors.length === 0 ? checked.element : undefined,
    errors,
    hooks,
    logoFile: (await exists(join(folder, 'logo.png'))) ? join(folder, 'logo.png') : undefined,
    abilities,
  }
}

/** What the conformance tests of the connector wrote, if they ever did. */
async function readAbilities(
  folder: string,
  name: string,
  errors: ErrorDetail[],
): Promise<Abilities | undefined> {
  const file = join(folder, 'abilities.json')
  if (!(await exists(file))) return undefined
  const shown = `${name}/abilities.json`
  const { value, errors: unreadable } = await readJsonFile(file, shown)
  errors.push(...unreadable)
  if (unreadable.length > 0) return undefined
  if (Value.Check(Abilities, value) && value.connector === name) return value
  const [wrong] = Value.Errors(Abilities, value)
  errors.push({
    path: `${shown}#${wrong?.instancePath ?? '/connector'}`,
    message: `${wrong?.message ?? `must be ${name}`}; the connector's conformance test writes this file`,
  })
  return undefined
}

async function resourceFilesOf(folder: string): Promise<readonly string[]> {
  const inside = join(folder, 'resources')
  if (!(await exists(inside))) return []
  return (await readdir(inside)).filter((file) => file.endsWith('.json')).sort()
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Gives a resource the definitions that its model names, with all that these need. */
function withModels(
  resource: Record<string, unknown>,
  models: Models,
  origin: Origin | undefined,
  errors: ErrorDetail[],
): Record<string, unknown> {
  const { model } = resource
  if (!isJsonObject(model)) return resource
  const completed: Record<string, unknown> = { ...model }
  for (const [word, map] of [
    ['name', 'swagger'],
    ['requestName', 'requestSwagger'],
  ] as const) {
    const name = model[word]
    if (typeof name !== 'string') continue
    const { swagger, missing } = modelClosure(models, name)
    completed[map] = swagger
    for (const lacking of missing) {
      errors.push({
        path: `${origin?.file}#/resources/${origin?.index}/model/${word}`,
        message: `needs the model ${lacking}, which no file of the folder defines`,
      })
    }
  }
  return { ...resource, model: completed }
}

/** Turns a pointer into the assembled document into one into the file where the author wrote it. */
function located(error: ErrorDetail, name: string, origins: readonly Origin[]): ErrorDetail {
  const match = /^\/resources\/(\d+)(.*)$/.exec(error.path)
  const origin = match === null ? undefined : origins[Number(match[1])]
  return origin === undefined
    ? { path: `${name}/connector.json#${error.path}`, message: error.message }
    : {
        path: `${origin.file}#/resources/${origin.index}${match?.[2] ?? ''}`,
        message: error.message,
      }
}

/** In a built package the hooks stand compiled beside the data. */
async function readHooks(
  folder: string,
  name: string,
  element: Element | undefined,
  errors: ErrorDetail[],
): Promise<ConnectorHooks> {
  for (const file of ['hooks.ts', 'hooks.js']) {
    const path = join(folder, file)
    if (!(await exists(path))) continue
    const shown = `${name}/${file}`
    try {
      const { hooks } = (await import(pathToFileURL(path).href)) as { hooks?: ConnectorHooks }
      if (hooks === undefined) errors.push({ path: shown, message: 'must export hooks' })
      else errors.push(...unknownHooks(hooks, element, shown))
      return hooks ?? {}
    } catch (error) {
      errors.push({ path: shown, message: `cannot be run: ${toError(error).message}` })
    }
  }
  return {}
}

/** Hooks of a resource that does not exist, and hooks that do not exist, would silently never run. */
function unknownHooks(
  hooks: ConnectorHooks,
  element: Element | undefined,
  file: string,
): readonly ErrorDetail[] {
  if (element === undefined) return []
  const callable = [...(element.resources ?? []), ...genericResourcesOf(element.hubwright?.generic)]
  const routes = new Set(
    callable.map((r: Resource) => r.hubwright?.hooks ?? `${r.method} ${withoutHub(r.path)}`),
  )
  const known = Object.keys(hooks.resources ?? {})
  const named = (element.resources ?? []).flatMap((r) => r.hubwright?.hooks ?? [])
  return [
    ...known
      .filter((route) => !routes.has(route))
      .map((route) => ({ path: file, message: `has hooks for ${route}, which is no resource` })),
    ...named
      .filter((key) => !known.includes(key))
      .map((key) => ({ path: file, message: `lacks the hooks that a resource names: ${key}` })),
  ]
}
