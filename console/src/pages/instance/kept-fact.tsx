import { Code, Text } from '@mantine/core'
import { Time } from '../../parts/time.tsx'
import { isKept, timeIn, type Entry } from './configuration-values.ts'

/** An entry that the platform keeps itself: told, not asked. */
export function KeptFact({ entry }: { readonly entry: Entry }) {
  const { key, name } = entry
  // How a time is written is no matter where it is shown as one.
  const description = timeIn(entry) === undefined ? entry.description : 'Kept by Hubwright'
  return (
    <div>
      <Text size="sm" fw={550}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {description} <Code>{key}</Code>
      </Text>
      <Text size="sm" mt={4}>
        <Value entry={entry} />
      </Text>
    </div>
  )
}

function Value({ entry }: { readonly entry: Entry }) {
  if (isKept(entry)) return 'Stored, and never shown'
  if (entry.propertyValue === '') return 'None'
  const time = timeIn(entry)
  return time === undefined ? entry.propertyValue : <Time at={time} isExact />
}
