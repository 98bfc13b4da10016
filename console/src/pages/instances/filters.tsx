import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core'
import { SearchIcon, XIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useAddressText } from '../../parts/address-text.ts'
import { choicesOf, instanceStates } from '../../parts/state-words.ts'
import type { InstanceFilter, ListedInstance } from './read-instances.ts'
import classes from './page.module.css'

interface FiltersProps {
  readonly filter: InstanceFilter
  /** For the tags and the names of connectors that are known by now. */
  readonly rows: readonly ListedInstance[]
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

const mostTags = 200

export function Filters({ filter, rows, onChange }: FiltersProps) {
  const { connector, state, tag } = filter
  const isFiltered = [filter.searchText, connector, state, tag].some((one) => one !== undefined)
  return (
    <Group gap="xs" role="search" aria-label="Instances" className={classes['filters']}>
      <SearchField searchText={filter.searchText} onSearch={(search) => onChange({ search })} />
      <Select
        aria-label="Connector"
        placeholder="All connectors"
        w={170}
        clearable
        searchable
        data={useConnectorChoices(rows, connector)}
        value={connector ?? null}
        onChange={(chosen) => onChange({ connector: chosen ?? undefined })}
      />
      <Select
        aria-label="State"
        placeholder="All states"
        w={190}
        clearable
        data={choicesOf(instanceStates).map(([value, label]) => ({ value, label }))}
        value={state ?? null}
        onChange={(chosen) => onChange({ state: chosen ?? undefined })}
      />
      <TagField tag={tag} rows={rows} onTag={(chosen) => onChange({ tag: chosen })} />
      {isFiltered ? (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<XIcon size={14} />}
          onClick={() =>
            onChange({ search: undefined, connector: undefined, state: undefined, tag: undefined })
          }
        >
          Clear
        </Button>
      ) : null}
    </Group>
  )
}

function SearchField({
  searchText,
  onSearch,
}: {
  readonly searchText: string | undefined
  readonly onSearch: (text: string) => void
}) {
  const [text, type] = useAddressText(searchText, onSearch)
  return (
    <TextInput
      type="search"
      aria-label="Search by name or tag"
      placeholder="Search by name or tag"
      leftSection={<SearchIcon size={14} />}
      className={classes['search']}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}

function TagField({
  tag,
  rows,
  onTag,
}: {
  readonly tag: string | undefined
  readonly rows: readonly ListedInstance[]
  readonly onTag: (tag: string) => void
}) {
  const [text, type] = useAddressText(tag, onTag)
  const known = [...new Set(rows.flatMap(({ tags }) => tags))].sort()
  return (
    <Autocomplete
      aria-label="Tag"
      placeholder="Any tag"
      w={150}
      clearable
      clearButtonProps={{ 'aria-label': 'Any tag' }}
      data={known.slice(0, mostTags)}
      value={text}
      onChange={type}
    />
  )
}

function useConnectorChoices(rows: readonly ListedInstance[], chosen: string | undefined) {
  const counts = useQuery({
    queryKey: ['instances', 'count'],
    queryFn: async () => (await api.getInstancesCount()).data,
    staleTime: 60_000,
  })
  const names = new Map(
    rows.map(({ connectorKey, connectorName }) => [connectorKey, connectorName]),
  )
  const keys = new Set([
    ...Object.keys(counts.data?.elementInstances ?? {}),
    ...names.keys(),
    ...(chosen === undefined ? [] : [chosen]),
  ])
  return [...keys].sort().map((key) => ({ value: key, label: names.get(key) ?? key }))
}
