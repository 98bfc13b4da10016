import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { numberIn } from '../../parts/filters/span.ts'

const shown = 50
const typingMs = 250

export interface InstanceChoice {
  readonly id: number
  readonly name: string
  readonly connectorKey: string
}

async function readChoices(
  searchText: string,
  accountId: number | undefined,
): Promise<InstanceChoice[]> {
  try {
    const { data } = await api.getInstances({
      searchText: searchText === '' ? undefined : searchText,
      accountId,
      pageSize: shown,
      hydrate: false,
      token: false,
    })
    return data.map(({ id, name, element }) => ({ id, name, connectorKey: element.key }))
  } catch (error) {
    if (problemOf(error).code === 'nothing_found') return []
    throw error
  }
}

interface InstanceSelectProps extends Omit<
  SelectProps,
  'value' | 'onChange' | 'data' | 'searchValue'
> {
  readonly instanceId: number | undefined
  onInstance(instance: InstanceChoice | undefined): void
}

/** One of any number of instances: what is typed is looked for by the server. */
export function InstanceSelect({ instanceId, onInstance, ...rest }: InstanceSelectProps) {
  const { accountId } = useAccountFilter()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, typingMs)
  // The label of a choice stands in the field, and is nothing to look for.
  const searchText = asked.replace(/ \(\d+\)$/, '').trim()
  const { data: found = [] } = useQuery({
    queryKey: ['instance-choices', accountId, searchText],
    queryFn: () => readChoices(searchText, accountId),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const choices = found.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` }))
  const isKnown = instanceId === undefined || found.some(({ id }) => id === instanceId)
  return (
    <Select
      clearable
      searchable
      // The server has looked.
      filter={({ options }) => options}
      nothingFoundMessage="No such instance"
      data={
        isKnown
          ? choices
          : [{ value: String(instanceId), label: `Instance ${instanceId}` }, ...choices]
      }
      value={instanceId === undefined ? null : String(instanceId)}
      searchValue={text}
      onSearchChange={setText}
      onChange={(value) => {
        // What is chosen writes its name; a field that only adds is empty again.
        setText('')
        const id = numberIn(value ?? undefined)
        onInstance(found.find((one) => one.id === id))
      }}
      {...rest}
    />
  )
}
