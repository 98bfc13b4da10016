import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../api/api.ts'
import { PageHeader } from '../../parts/page-header.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useSessionUser } from '../../session/session.ts'
import { Checklist } from './checklist.tsx'
import { Connections } from './connections.tsx'

/** An instance as its list shows it. */
export type Instance = Awaited<ReturnType<typeof readInstances>>[number]

function readInstances(accountId: number | undefined) {
  return readAll((nextPage) =>
    api.getInstances({ hydrate: false, token: false, accountId, nextPage }),
  )
}

export function Page() {
  const { firstName } = useSessionUser()
  const { accountId } = useAccountFilter()
  const instances = useQuery({
    queryKey: ['instances', { accountId }],
    queryFn: () => readInstances(accountId),
  })
  return (
    <Stack gap="lg">
      <PageHeader
        title={firstName === '' || firstName === 'Admin' ? 'Welcome' : `Welcome, ${firstName}`}
        description="All that is connected, behind one API."
      />
      <Checklist instances={instances} />
      <Connections instances={instances} />
    </Stack>
  )
}
