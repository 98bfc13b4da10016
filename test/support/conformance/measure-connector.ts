/**
 * Measures a connector over HTTP: starts the platform and the simulated vendors, connects an instance for each
 * authentication type, and tries whatever the connector's definition offers. No vendor has a name here.
 */
import { vi } from 'vitest'
import SwaggerParser from '@apidevtools/swagger-parser'
import type {
  Abilities,
  AuthenticationAbilities,
  ResourceAbilities,
} from '../../../src/catalog/abilities.ts'
import { objectNameOf } from '../../../src/catalog/objects.ts'
import { isJsonObject } from '../../../src/core/json.ts'
import type { Platform } from '../start-platform.ts'
import { createBench } from './bench.ts'
import { connect, told, type Connection, type Queries } from './connection.ts'
import { readDefinition, type Collection, type Definition } from './definition.ts'
import type { ExampleData } from './example-data.ts'
import { measureCollection } from './measure-collection.ts'
import { measureFaults } from './measure-faults.ts'
import type { Nodes } from './nodes.ts'
import { filledIn } from './places.ts'
import { createReport, type Report } from './report.ts'

export interface Subject {
  readonly key: string
  readonly example: ExampleData
  /** What is not asked of the connector, and why; see report.ts for the keys. */
  readonly skip: Readonly<Record<string, string>>
}

export interface Measured {
  readonly abilities: Abilities
  /** What a definition promises and does not hold, as sentences. */
  readonly failures: readonly string[]
}

export async function measureConnector(
  nodes: Nodes,
  { key, example, skip }: Subject,
): Promise<Measured> {
  const { platform } = nodes
  const report = createReport(skip)
  const definition = await readDefinition(platform, key, example.values ?? {})
  const authentications: Record<string, AuthenticationAbilities> = {}
  for (const authentication of definition.authenticationTypes) {
    const instance = example.instances[authentication]
    if (instance === undefined) {
      report.fail({
        authentication,
        check: 'instance',
        message: 'conformance.json has no instance',
      })
      continue
    }
    const parts = {
      ...nodes,
      key,
      example,
      report,
      definition,
      authentication,
      instance,
    }
    authentications[authentication] = await measureAuthentication(parts)
  }
  const abilities: Abilities = {
    connector: key,
    bulk: promisedBy(definition, report, 'bulk', ['upload', 'download']),
    events: promisedBy(definition, report, 'events', ['supported']),
    authentications,
    skipped: { ...skip },
  }
  return { abilities, failures: report.failures() }
}

interface Parts extends Nodes {
  readonly key: string
  readonly example: ExampleData
  readonly report: Report
  readonly definition: Definition
  readonly authentication: string
  readonly instance: Readonly<Record<string, unknown>>
}

async function measureAuthentication(parts: Parts): Promise<AuthenticationAbilities> {
  const { platform, impatient, key, definition, authentication, instance, report } = parts
  await setUpVendor(parts)
  const collections = definition.collectionsFor(authentication)
  const { hub } = definition
  const first = await connect(platform, key, hub, instance)
  const ping = await first.send('GET', '/ping')
  const isAlive = isJsonObject(ping.body) && ping.body['valid'] === true
  if (!isAlive) report.fail({ authentication, check: 'ping', message: `answered ${told(ping)}` })
  await checkMetadata(parts, first)
  await checkDocuments(parts, first.id)
  await checkSources(parts, first.id)

  const surroundings = { connection: first, collections, example: parts.example }
  const queries = (await filledIn(surroundings, parts.example.queries ?? {})) as Queries
  const resources: Record<string, ResourceAbilities> = {}
  for (const collection of collections) {
    const connection = await connect(platform, key, hub, instance, queries)
    const bench = createBench({
      connection,
      collections,
      example: parts.example,
      authentication,
      definition,
      report,
      lastVendorQuery: () => lastQuery(platform, key),
    })
    const abilities = await measureCollection(bench, collection)
    resources[collection.path.slice(1)] = { ...objectOf(collection), ...abilities }
  }
  const list = collections.find((one) => one.list !== undefined && !one.path.includes('{'))
  const faults =
    list === undefined
      ? {}
      : await measureFaults(
          { platform: impatient, key, hub, instance, authentication, report },
          list.path,
        )
  return { ping: isAlive, resources, faults }
}

/** A reset world each time, so that what one authentication type wrote does not show in another. */
async function setUpVendor({ platform, key, example }: Parts): Promise<void> {
  const calls = [{ method: 'POST', path: '/reset', body: undefined }, ...(example.seed ?? [])]
  for (const { method, path, body } of calls) {
    const answer = await platform.sandbox(method, `/_control/${key}${path}`, body)
    if (answer.status !== 200) {
      throw new Error(`The sandbox answered ${told(answer)} to ${method} /_control/${key}${path}`)
    }
  }
}

async function lastQuery(platform: Platform, key: string): Promise<Record<string, string>> {
  const { body } = await platform.sandbox('GET', `/_control/${key}/calls?limit=1`)
  return (body as { calls: { query: Record<string, string> }[] }).calls[0]?.query ?? {}
}

function objectOf({ list, single, own, record }: Collection): { object?: string } {
  const any = list ?? single ?? Object.values({ ...record, ...own })[0]
  const object = any === undefined ? undefined : objectNameOf(any)
  return object === undefined ? {} : { object }
}

const fieldTypes = ['string', 'number', 'boolean', 'object', 'array']

/** Every object has fields, and these have the types that the platform promises. */
async function checkMetadata(
  { report, authentication }: Parts,
  connection: Connection,
): Promise<void> {
  const objects = (await connection.send('GET', '/objects')).body as string[]
  for (const object of objects) {
    const fail = (message: string) =>
      report.fail({ authentication, operation: object, check: 'metadata', message })
    const answer = await connection.send('GET', `/objects/${object}/metadata`)
    const fields = isJsonObject(answer.body) ? answer.body['fields'] : undefined
    if (!Array.isArray(fields)) fail(`answered ${told(answer)}`)
    else {
      const odd = (fields as { path: string; type: string }[]).filter(
        ({ type }) => !fieldTypes.includes(type),
      )
      if (fields.length === 0) fail('has no fields')
      if (odd.length > 0) fail(`types of ${odd.map(({ path }) => path).join(', ')}`)
    }
  }
}

async function checkDocuments(
  { platform, report, authentication }: Parts,
  id: number,
): Promise<void> {
  for (const version of ['2', '3.1']) {
    const { body } = await platform.request('GET', `/instances/${id}/docs?version=${version}`)
    try {
      await SwaggerParser.validate(structuredClone(body) as never)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      report.fail({ authentication, check: `documents.${version}`, message: message.slice(0, 500) })
    }
  }
}

const livesMs = 30_000

/** A connector whose vendor can be asked for changes is asked, once for each resource: all answer. */
async function checkSources(
  { platform, definition, authentication, report }: Parts,
  id: number,
): Promise<void> {
  const { events } = definition.metadata
  if (!isJsonObject(events) || !isJsonObject(events['polling'])) return
  const changed = await platform.request('PATCH', `/instances/${id}`, {
    body: {
      configuration: { 'event.notification.enabled': 'true', 'event.vendor.type': 'polling' },
    },
  })
  if (changed.status !== 200)
    report.fail({ authentication, check: 'events', message: `answered ${told(changed)}` })
  const read = async () => {
    const { body } = await platform.request('GET', `/instances/${id}/events/sources`)
    return body as { resource: string; state: string; reason?: string }[]
  }
  await vi.waitUntil(async () => (await read()).every(({ state }) => state !== 'waiting'), {
    timeout: livesMs,
    interval: 100,
  })
  for (const { resource, state, reason } of await read()) {
    if (state === 'live') continue
    report.fail({ authentication, check: `events.${resource}`, message: `${state}: ${reason}` })
  }
  await platform.request('PATCH', `/instances/${id}`, {
    body: { configuration: { 'event.notification.enabled': 'false' } },
  })
}

/** What the metadata says of the whole connector; what it lacks must be explained by a skip. */
function promisedBy(
  { metadata }: Definition,
  report: Report,
  check: 'bulk' | 'events',
  words: readonly string[],
): boolean {
  const said = metadata[check]
  const promised = isJsonObject(said) && words.some((word) => said[word] === true)
  if (!promised) report.fail({ check, message: 'is not there: say why in skip' })
  return promised
}
