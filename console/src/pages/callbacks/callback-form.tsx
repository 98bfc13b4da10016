import {
  Checkbox,
  Group,
  Input,
  PasswordInput,
  SegmentedControl,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import type { Problem } from '../../api/problem.ts'
import { FormModal } from '../../parts/form-modal.tsx'
import { applyProblem } from '../../parts/form-problem.ts'
import { toast } from '../../parts/toast.tsx'
import { Fold } from '../connect/fold.tsx'
import { InstanceSelect } from '../deliveries/instance-select.tsx'
import {
  errorsByField,
  hasMore,
  requestOf,
  topicsIn,
  valuesOf,
  type CallbackValues,
} from './callback-request.ts'
import { callbacksKey, type Callback } from './callbacks.ts'

type Form = UseFormReturnType<CallbackValues>

interface CallbackFormProps {
  /** The one that is changed; undefined: a new one. */
  readonly callback: Callback | undefined
  onClose(): void
}

export function CallbackForm({ callback, onClose }: CallbackFormProps) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm<CallbackValues>({
    initialValues: valuesOf(callback),
    validate: (values) => ({
      ...(topicsIn(values).length === 0 ? { topics: 'Choose what it is told' } : {}),
      ...(values.channel === 'webhook' && values.config.url.trim() === ''
        ? { 'config.url': 'Enter the URL of your app' }
        : {}),
      ...(values.channel === 'email' && values.config.email.trim() === ''
        ? { 'config.email': 'Enter the address' }
        : {}),
    }),
  })
  const save = useMutation({
    async mutationFn(values: CallbackValues) {
      const { channel, topics, config } = requestOf(values)
      if (callback === undefined) {
        await api.postNotificationsSubscriptions({ body: { channel, topics, config } as never })
      } else {
        const body = { topics, config } as never
        await api.patchNotificationsSubscriptionsBySubscriptionId({
          subscriptionId: callback.id,
          body,
        })
      }
    },
    onMutate: () => setProblem(undefined),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: [callbacksKey] })
      toast.success(callback === undefined ? 'The callback was added' : 'The callback was changed')
      onClose()
    },
    onError: (error) =>
      setProblem(
        applyProblem(
          {
            getValues: form.getValues,
            getInputNode: form.getInputNode,
            setErrors: (errors) => form.setErrors(errorsByField(errors as FormErrors)),
          },
          error,
        ),
      ),
  })
  return (
    <FormModal
      title={callback === undefined ? 'Add a callback' : 'Change the callback'}
      isOpen
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      problem={problem}
      action={callback === undefined ? 'Add callback' : 'Save callback'}
      isBusy={save.isPending}
    >
      <Destination form={form} isNew={callback === undefined} />
      <Topics form={form} />
      {form.values.channel === 'webhook' ? <More form={form} /> : null}
    </FormModal>
  )
}

function Destination({ form, isNew }: { readonly form: Form; readonly isNew: boolean }) {
  const { channel } = form.values
  return (
    <>
      {isNew ? (
        <SegmentedControl
          aria-label="How it is told"
          data={[
            { value: 'webhook', label: 'A request to a URL' },
            { value: 'email', label: 'A mail' },
          ]}
          {...form.getInputProps('channel')}
        />
      ) : null}
      {channel === 'email' ? (
        <TextInput
          label="Mail address"
          type="email"
          placeholder="shop@example.com"
          {...form.getInputProps('config.email')}
        />
      ) : channel === 'webhook' ? (
        <TextInput
          label="URL"
          description="Your app answers 2xx to what it took; everything else is told again."
          type="url"
          placeholder="https://app.example/hooks"
          {...form.getInputProps('config.url')}
        />
      ) : null}
    </>
  )
}

function Topics({ form }: { readonly form: Form }) {
  const { topics } = form.values
  return (
    <Input.Wrapper
      label="What it is told"
      labelElement="div"
      role="group"
      aria-label="What it is told"
    >
      <Stack gap="xs" mt={4}>
        <Checkbox
          label="All events of all instances of the account"
          {...form.getInputProps('isAllEvents', { type: 'checkbox' })}
        />
        <Checkbox
          label="Operations"
          description="A source that breaks, a callback that is given up, an instance that needs authentication"
          {...form.getInputProps('isOperations', { type: 'checkbox' })}
        />
        <InstanceSelect
          label="Events of one instance"
          placeholder="Choose an instance to add it"
          instanceId={undefined}
          onInstance={(instance) => {
            if (instance === undefined) return
            const topic = `instance-${instance.id}-${instance.connectorKey}-events`
            if (!topics.includes(topic)) form.setFieldValue('topics', [...topics, topic])
          }}
        />
        <TagsInput
          label="Other topics"
          description="Those of instances, and your own words that you tell with POST /notifications"
          placeholder={topics.length === 0 ? 'Type a topic and press Enter' : ''}
          maxTags={98}
          {...form.getInputProps('topics')}
        />
      </Stack>
    </Input.Wrapper>
  )
}

const moreFields = ['config.signatureKey', 'config.headers', 'config.username', 'config.password']

/** What most callbacks do without. */
function More({ form }: { readonly form: Form }) {
  const isWrong = moreFields.some((field) => form.errors[field] !== undefined)
  const [isSetBefore] = useState(() => hasMore(form.values.config))
  return (
    <Fold title="Headers and further secrets" isForcedOpen={isWrong || isSetBefore}>
      <Textarea
        label="Headers"
        description="One on each line, sent with every request"
        placeholder="X-Team: shop"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('config.headers')}
      />
      <Group grow align="flex-start">
        <TextInput
          label="User name"
          description="Of Basic authentication"
          autoComplete="off"
          {...form.getInputProps('config.username')}
        />
        <PasswordInput
          label="Password"
          description="Of Basic authentication"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
          {...form.getInputProps('config.password')}
        />
      </Group>
      <PasswordInput
        label="Key of Elements-Webhook-Signature"
        description="Only for apps that verify by that older header; the signing secret of Standard Webhooks is made for you"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the key', tabIndex: 0 }}
        {...form.getInputProps('config.signatureKey')}
      />
    </Fold>
  )
}
