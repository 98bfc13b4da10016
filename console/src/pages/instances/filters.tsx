import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { SearchIcon, XIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { stateWords } from '../../parts/instance-state.tsx'
import type { InstanceFilter, ListedInstance } from './read-instances.ts'
import classes from './page.module.css'

interface FiltersProps {
  readonly filter: InstanceFilter
  /** For the tags and the names of connectors that are known by now. */
  readonly rows: readonly ListedInstance[]
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

const typingMs = 250
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
        data={Object.entries(stateWords).map(([value, label]) => ({ value, label }))}
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
  const [text, setText] = useTextOfAddress(searchText)
  const search = useDebouncedCallback(onSearch, typingMs)
  return (
    <TextInput
      type="search"
      aria-label="Search by name or tag"
      placeholder="Search by name or tag"
      leftSection={<SearchIcon size={14} />}
      className={classes['search']}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value.trim())
      }}
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
  const [text, setText] = useTextOfAddress(tag)
  const choose = useDebouncedCallback(onTag, typingMs)
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
      onChange={(typed) => {
        setText(typed)
        choose(typed.trim())
      }}
    />
  )
}

/** What is typed; the address follows, and leads when it changes by itself. */
function useTextOfAddress(value = '') {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    if (text.trim() !== value) setText(value)
  }
  return [text, setText] as const
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
