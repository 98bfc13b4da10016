/** What the API says of connectors, as the pages of this part read it. */
import { queryOptions } from '@tanstack/react-query'
import { api, readAll } from '../../api/api.ts'

/** A connector as the catalog lists it. */
export type ConnectorCard = Awaited<ReturnType<typeof readConnectors>>[number]
/** A connector with its configuration and resources. */
export type Connector = Awaited<ReturnType<typeof readConnector>>
export type ConfigurationEntry = NonNullable<Connector['configuration']>[number]
export type ConnectorSetup = Awaited<ReturnType<typeof readSetup>>
export type AuthenticationType = ConnectorSetup['authenticationTypes'][number]

function readConnectors() {
  return readAll((nextPage) => api.getElements({ abridged: true, nextPage }))
}

async function readConnector(key: string) {
  return (await api.getElementsByKeyOrId({ keyOrId: key })).data
}

async function readSetup(key: string) {
  return (await api.getElementsByKeyOrIdSetup({ keyOrId: key })).data
}

/** Definitions change with a restart of the server only. */
const staleTime = 5 * 60_000

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: readConnectors,
  staleTime,
})

export const connectorQuery = (key: string) =>
  queryOptions({ queryKey: ['connectors', key], queryFn: () => readConnector(key), staleTime })

export const setupQuery = (key: string) =>
  queryOptions({ queryKey: ['connectors', key, 'setup'], queryFn: () => readSetup(key) })

/** How many instances each connector has, by its key. */
export const countsQuery = (accountId: number | undefined) =>
  queryOptions({
    queryKey: ['instances', 'count', { accountId }],
    queryFn: async () =>
      (await api.getInstancesCount(accountId === undefined ? {} : { accountId })).data,
  })

/** The key of a hub in the words of the catalog; the key itself until they are read. */
export const hubsQuery = queryOptions({
  queryKey: ['hubs'],
  queryFn: async () => (await api.getHubs()).data,
  staleTime,
})

/** "1 instance", "3 instances". */
export function instancesText(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`
}

/** The list of a connector's instances. */
export function instancesAddress(key: string): string {
  return `/instances?connector=${encodeURIComponent(key)}`
}
