import { Button } from '@mantine/core'
import { DownloadIcon } from '@primer/octicons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { countWords } from '../../parts/count-words.ts'
import { toast } from '../../parts/toast.tsx'
import { csvOf, type Cell } from './csv.ts'
import type { Filters } from './filters.ts'
import { readPage, type CallRecord } from './records.ts'

const mostRows = 10_000
const largestPage = 200

const columns: readonly (readonly [string, (record: CallRecord) => Cell])[] = [
  ['time', ({ usageDate }) => usageDate],
  ['request id', ({ requestId }) => requestId],
  ['outcome', ({ requestStatus }) => requestStatus],
  ['status', ({ responseCode }) => responseCode],
  ['method and resource', ({ elementApi }) => elementApi],
  ['address', ({ requestURI }) => requestURI],
  ['duration in ms', ({ processTime }) => processTime],
  ['vendor calls', ({ vendorCalls }) => vendorCalls],
  ['connector', ({ elementKey }) => elementKey],
  ['instance id', ({ instanceId }) => instanceId],
  ['instance', ({ instanceName }) => instanceName],
  ['tags', ({ elementTags }) => elementTags.join(' ')],
  ['account id', ({ accountId }) => accountId],
  ['user id', ({ userId }) => userId],
  ['message', ({ message }) => message],
]

/** Saves what the filters show as a file, the newest first. */
export function ExportButton({ filters }: { readonly filters: Filters }) {
  const [count, setCount] = useState(0)
  const save = useMutation({
    mutationFn: async () => {
      const rows = await readRows(filters, setCount)
      const text = csvOf(
        columns.map(([title]) => title),
        rows.map((row) => columns.map(([, valueOf]) => valueOf(row))),
      )
      saveFile(text, `calls-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.csv`)
      return rows.length
    },
    onSuccess: (saved) =>
      toast.success(
        saved === mostRows
          ? `The newest ${mostRows.toLocaleString('en')} calls were saved; narrow the filters for the rest`
          : `${countWords(saved, 'call')} saved`,
      ),
    onError: (error) => toast.failure(error),
  })
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<DownloadIcon size={14} />}
      disabled={save.isPending}
      onClick={() => {
        setCount(0)
        save.mutate()
      }}
    >
      {save.isPending ? `Reading ${count.toLocaleString('en')} …` : 'Export CSV'}
    </Button>
  )
}

async function readRows(filters: Filters, onCount: (count: number) => void): Promise<CallRecord[]> {
  const rows: CallRecord[] = []
  let nextPage: string | undefined
  do {
    const page = await readPage(filters, nextPage, largestPage)
    rows.push(...page.data)
    nextPage = page.nextPage
    onCount(rows.length)
  } while (nextPage !== undefined && rows.length < mostRows)
  return rows.slice(0, mostRows)
}

function saveFile(text: string, name: string): void {
  // Spreadsheets read UTF-8 only where the file says so.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Safari still reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
