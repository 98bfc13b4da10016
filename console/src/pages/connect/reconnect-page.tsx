import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ErrorState } from '../../parts/error-state.tsx'
import { useAddressPart } from '../../router.tsx'
import { NotFoundPage } from '../odd-pages.tsx'
import {
  connectorQuery,
  setupQuery,
  type Connector,
  type ConnectorSetup,
} from '../connectors/connector.ts'
import { ConnectForm } from './connect-form.tsx'
import { FormSkeleton, Frame } from './frame.tsx'
import { instanceQuery } from './instance-query.ts'
import { wayOf, waysOf } from './ways.ts'

export function Page() {
  const id = Number(useAddressPart('id'))
  const isId = Number.isSafeInteger(id) && id > 0
  const instance = useQuery({ ...instanceQuery(id), enabled: isId })
  const key = instance.data?.element.key ?? ''
  const connector = useQuery({ ...connectorQuery(key), enabled: key !== '' })
  const setup = useQuery({ ...setupQuery(key), enabled: key !== '' })
  if (!isId) return <NotFoundPage />
  const failed = [instance, connector, setup].find(({ isLoadingError }) => isLoadingError)
  if (failed !== undefined) {
    return (
      <ErrorState
        error={failed.error}
        title="The instance could not be read"
        onRetry={() => void failed.refetch()}
      />
    )
  }
  if (!instance.data || !connector.data || !setup.data) return <FormSkeleton />
  return <Form instance={instance.data} connector={connector.data} setup={setup.data} />
}

interface FormProps {
  readonly instance: Awaited<ReturnType<NonNullable<ReturnType<typeof instanceQuery>['queryFn']>>>
  readonly connector: Connector
  readonly setup: ConnectorSetup
}

function Form({ instance, connector, setup }: FormProps) {
  const navigate = useNavigate()
  const way = useMemo(
    () => wayOf(waysOf(connector, setup), connector, instance),
    [connector, setup, instance],
  )
  if (way === undefined) return null
  return (
    <Frame
      connector={connector}
      title={`Reconnect ${instance.name}`}
      description={`${whyOf(instance)}Connect the same account of ${connector.name} again; id and token of the instance stay.`}
    >
      <ConnectForm
        connector={connector}
        way={way}
        redirectUrl={setup.redirectUrl}
        instance={instance}
        onConnected={({ id }) =>
          void navigate({
            to: `/instances/${id}/connected`,
            search: { again: true },
            replace: true,
          })
        }
      />
    </Frame>
  )
}

/** A sentence with a space behind it; none where the vendor refused nothing. */
function whyOf({ state, stateReason = '' }: FormProps['instance']): string {
  if (state !== 'reauth_required') return ''
  const reason = stateReason.replace(/[\s.]+$/, '')
  return `The vendor refused the stored credentials${reason === '' ? '' : `: ${reason}`}. `
}
