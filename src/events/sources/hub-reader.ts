/** Asks an instance's resources through the hub, as any client would, but gives way to clients where the quota is short. */
import { setTimeout as delay } from 'node:timers/promises'
import { PlatformError } from '../../core/errors.ts'
import { newRequestId } from '../../core/ids.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { AskedUrl } from '../../catalog/polling-url.ts'
import type { Hub } from '../../hub/hub.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import type { Database } from '../../storage/database.ts'
import { limitOf, readBudgets } from '../../vendor-calls/budget-store.ts'
import { Postponed, type ClaimedSource } from './source.ts'
import type { Page } from './walk-pages.ts'

export interface HubReader {
  /**
   * A page of records. Where clients need the quota, the first page throws `Postponed`; later ones wait, as what was read
   * would be read again. Throws what the hub throws.
   */
  page(url: AskedUrl, pageSize: number | undefined, token: string | undefined): Promise<Page>
  /** A single answer. */
  read(path: string): Promise<unknown>
}

export interface HubReaderParts {
  hub: Pick<Hub, 'call'>
  database: Database
}

/** Polls begin only while clients have used less than this of the quota of the last minute. */
const politeShare = 0.6
/** A source that was not read for its whole period goes on up to this share. */
const urgentShare = 0.95
const comeAgainS = 10
/** Within a poll it is looked so often whether there is room, up to so long: two minutes of quota. */
const lookEveryMs = 500
const longestWaitMs = 120_000

/** @param check throws when there is no use in waiting any longer: the lease is lost, or the program stops */
export function createHubReader(
  { hub, database }: HubReaderParts,
  instance: OpenInstance,
  source: ClaimedSource,
  check: () => void,
): HubReader {
  const proofS = (source.now.getTime() - (source.lastProofAt ?? source.createdAt).getTime()) / 1000
  const share = proofS > source.periodS ? urgentShare : politeShare

  let hasPages = false

  async function isShort(): Promise<boolean> {
    const { budgetKey, connector, organizationId } = instance
    const quota = connector.element.hubwright?.quota
    if (budgetKey === undefined) return false
    const state = (await readBudgets(database.db, organizationId, [budgetKey])).get(budgetKey)
    if (state === undefined) return false
    const isUsed =
      quota !== undefined && state.leased >= Math.floor(limitOf(quota.perMinute) * share)
    return isUsed || state.blockedUntil !== undefined
  }

  async function giveWay(): Promise<void> {
    const end = performance.now() + (hasPages ? longestWaitMs : 0)
    while (await isShort()) {
      if (performance.now() >= end)
        throw new Postponed('Calls of clients need the quota of this instance', comeAgainS)
      await delay(lookEveryMs)
      check()
    }
  }

  async function call({ path, query }: AskedUrl) {
    await giveWay()
    const answer = await hub.call({
      instanceCaller: { caller: callerOf(source), instance },
      hub: instance.connector.hub,
      method: 'GET',
      segments: path.slice(1).split('/').map(decodeURIComponent),
      path,
      query,
      queryText: new URLSearchParams(query).toString(),
      // Answers that are remembered would hide changes.
      headers: { 'cache-control': 'no-cache' },
      body: undefined,
      requestId: newRequestId(),
      ip: '',
      uri: `/hubs/${instance.connector.hub}${path}`,
      meter: { vendorCalls: 0 },
    })
    const { payload } = answer
    return { headers: answer.headers, body: payload === undefined ? undefined : parseJson(payload) }
  }

  return {
    async page({ path, query }, pageSize, token) {
      const { headers, body } = await call({
        path,
        query: {
          ...(pageSize === undefined ? {} : { pageSize: String(pageSize) }),
          ...query,
          ...(token === undefined ? {} : { nextPage: token }),
        },
      })
      if (!Array.isArray(body)) {
        const message = `${path} does not answer a list, so it cannot be polled`
        throw new PlatformError('invalid_configuration', message)
      }
      hasPages = true
      const total = headers['elements-total-count']
      return {
        records: body,
        total: total === undefined ? undefined : Number(total),
        next: headers['elements-next-page-token'],
      }
    },
    async read(path) {
      return (await call({ path, query: {} })).body
    },
  }
}

function callerOf({ organizationId, accountId, userId }: ClaimedSource) {
  return {
    organizationId,
    accountId,
    userId,
    roles: [],
    isOrganizationAdmin: false,
    privileges: new Set<string>(),
    via: 'secrets' as const,
  }
}
