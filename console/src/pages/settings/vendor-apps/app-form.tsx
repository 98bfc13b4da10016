import { PasswordInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { FormModal } from '../../../parts/form-modal.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { toast } from '../../../parts/toast.tsx'
import { appsKey, type Connector, type VendorApp } from './read-apps.ts'
import { RedirectAddress } from './redirect-address.tsx'

interface AppFormProps {
  /** The app that is changed; undefined: a new one. */
  readonly app: VendorApp | undefined
  /** Those that authenticate by OAuth 2.0. */
  readonly connectors: readonly Connector[]
  onClose(): void
}

export function AppForm({ app, connectors, onClose }: AppFormProps) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: {
      connector: app?.connector ?? (connectors.length === 1 ? (connectors[0]?.key ?? '') : ''),
      clientId: app?.clientId ?? '',
      clientSecret: '',
      scope: app?.scope ?? '',
      callbackUrl: app?.callbackUrl ?? '',
    },
    validate: {
      connector: (value) => (value === '' ? 'Choose the connector' : null),
      clientId: (value) => (value.trim() === '' ? 'Enter the client id' : null),
      clientSecret: (value) =>
        value === '' && app === undefined ? 'Enter the client secret' : null,
    },
  })
  const save = useMutation({
    mutationFn: ({ connector, clientId, ...others }: typeof form.values) => {
      // Nothing keeps the stored secret, and means the usual scope and page.
      const told = Object.entries(others).filter(([, value]) => value.trim() !== '')
      return api.putVendorAppsByConnectorKey({
        connectorKey: connector,
        body: { clientId: clientId.trim(), ...Object.fromEntries(told) },
      })
    },
    onMutate: () => setProblem(undefined),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: appsKey })
      toast.success('The app was saved')
      onClose()
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  const { connector, callbackUrl } = form.values
  return (
    <FormModal
      title={app === undefined ? 'Add an app' : 'Change the app'}
      isOpen
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      problem={problem}
      action="Save app"
      isBusy={save.isPending}
    >
      {app === undefined ? (
        <Select
          label="Connector"
          searchable
          data={connectors.map(({ key, name }) => ({ value: key, label: name }))}
          {...form.getInputProps('connector')}
        />
      ) : null}
      {connector === '' ? null : (
        <RedirectAddress
          connectorKey={connector}
          own={callbackUrl === '' ? undefined : callbackUrl}
        />
      )}
      <TextInput label="Client id" autoComplete="off" {...form.getInputProps('clientId')} />
      <PasswordInput
        label="Client secret"
        description={
          app === undefined
            ? 'Stored encrypted and never shown again'
            : 'Empty keeps the stored one'
        }
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the client secret', tabIndex: 0 }}
        {...form.getInputProps('clientSecret')}
      />
      <TextInput
        label="Scope"
        description="What the app may do, in the vendor's words; the connector's own when empty"
        {...form.getInputProps('scope')}
      />
      <TextInput
        label="Your own redirect address"
        description="Only where your own page takes the code of the vendor; otherwise leave it empty"
        {...form.getInputProps('callbackUrl')}
      />
    </FormModal>
  )
}
