/** The API of one instance: its operations from its own document, and the means to try each. */
import { Stack } from '@mantine/core'
import { CodeIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useAddressQuery } from '../../parts/address-query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../session/session.ts'
import { WithInstance } from '../instance/instance-frame.tsx'
import type { Instance } from '../instance/read-instance.ts'
import { StateAdvice } from '../instance/state-advice.tsx'
import { operationsOf, type ApiDocument } from './document.ts'
import { mainListOf } from './main-list.ts'
import { OperationList } from './operation-list.tsx'
import { OperationView } from './operation-view.tsx'
import classes from './page.module.css'

export function Page() {
  return <WithInstance render={(instance) => <Shown key={instance.id} instance={instance} />} />
}

function Shown({ instance }: { readonly instance: Instance }) {
  const { id, name } = instance
  const may = useMay()
  const document = useQuery({
    queryKey: ['instance', id, 'document'],
    queryFn: async () =>
      (await api.getInstancesByIdDocs({ id, version: '3.1' })).data as unknown as ApiDocument,
    staleTime: 5 * 60_000,
  })
  return (
    <Stack gap="md">
      <PageHeader
        title={`API of ${name}`}
        description={
          <>
            What this instance can be asked, tried with its own token.{' '}
            <TextLink to={`/instances/${id}`} underline="always">
              Back to the instance
            </TextLink>
          </>
        }
      />
      <StateAdvice instance={instance} mayChange={may('createElementInstances')} />
      {document.isPending ? <LinesSkeleton lines={8} height={40} /> : null}
      {document.isError ? (
        <ErrorState
          error={document.error}
          title="The document of the API could not be read"
          onRetry={() => void document.refetch()}
        />
      ) : null}
      {document.data === undefined ? null : (
        <Operations instance={instance} document={document.data} />
      )}
    </Stack>
  )
}

interface OperationsProps {
  readonly instance: Instance
  readonly document: ApiDocument
}

function Operations({ instance, document }: OperationsProps) {
  const [query, change] = useAddressQuery()
  const operations = operationsOf(document)
  const wanted = operations.find(({ id }) => id === query['operation'])
  const chosen = wanted ?? mainListOf(operations)
  if (chosen === undefined) {
    return (
      <EmptyState icon={<CodeIcon size={28} />} title="Nothing can be called">
        The connector of this instance has no resources, or is no longer in the catalog.
      </EmptyState>
    )
  }
  return (
    <div className={classes['columns']}>
      <OperationList
        operations={operations}
        chosen={chosen.id}
        onChoose={(operation) => change({ operation })}
      />
      <OperationView key={chosen.id} instance={instance} document={document} operation={chosen} />
    </div>
  )
}
