/** What the pages of one instance share: reading it, and what is shown while or because it cannot be. */
import { Stack } from '@mantine/core'
import { PlugIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '../../api/problem.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { PageSkeleton } from '../../parts/skeletons.tsx'
import { useAddressPart } from '../../router.tsx'
import { instanceQuery, type Instance } from './read-instance.ts'

export function WithInstance({ render }: { readonly render: (instance: Instance) => ReactNode }) {
  const id = Number(useAddressPart('id'))
  const isId = Number.isSafeInteger(id) && id > 0
  const instance = useQuery({ ...instanceQuery(id), enabled: isId })
  if (!isId || problemOf(instance.error).code === 'not_found') return <NoInstance />
  if (instance.isPending) return <PageSkeleton />
  // A failure to read it again takes away nothing that is shown or typed.
  if (instance.isLoadingError) {
    return (
      <Stack>
        <PageHeader title="Instance" />
        <ErrorState
          error={instance.error}
          title="The instance could not be read"
          onRetry={() => void instance.refetch()}
        />
      </Stack>
    )
  }
  return render(instance.data)
}

function NoInstance() {
  return (
    <>
      <PageHeader title="Instance not found" />
      <EmptyState
        icon={<PlugIcon size={32} />}
        title="There is no such instance"
        action={
          <LinkButton to="/instances" variant="default" mt="sm">
            All instances
          </LinkButton>
        }
      >
        It may have been deleted, or it belongs to an account that you may not see.
      </EmptyState>
    </>
  )
}
