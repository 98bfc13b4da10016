import { AlertFillIcon } from '@primer/octicons-react'
import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { countWords } from '../../parts/count-words.ts'
import { TextLink } from '../../parts/link.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay } from '../../session/session.ts'

const mostCounted = 200

/** A quiet word where events do not come through; nothing while all is well, or unknown. */
export function BrokenSources() {
  const { accountId } = useAccountFilter()
  const mayView = useMay()('viewElements')
  const broken = useQuery({
    queryKey: ['event-sources', 'broken', 'first'],
    queryFn: async () =>
      (await api.getInstancesEventsSources({ state: 'broken', pageSize: mostCounted })).data,
    enabled: mayView,
  })
  const count = (broken.data ?? []).filter(
    (one) => accountId === undefined || one.accountId === accountId,
  ).length
  if (count === 0) return null
  return (
    <TextLink to="/events/sources" search={{ state: 'broken' }} size="sm" c="red" underline="hover">
      <Group gap={6} component="span" wrap="nowrap">
        <AlertFillIcon size={14} />
        {count === mostCounted
          ? `${count} or more broken sources`
          : countWords(count, 'broken source')}
      </Group>
    </TextLink>
  )
}
