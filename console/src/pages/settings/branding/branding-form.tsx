import { Button, FileButton, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { useConfirm } from '../../../parts/confirm.tsx'
import { ProblemAlert } from '../../../parts/error-state.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { toast } from '../../../parts/toast.tsx'
import {
  brandingKey,
  changedBranding,
  colorPattern,
  mostPictureBytes,
  readPicture,
  valuesOf,
  type Branding,
  type BrandingValues,
} from './branding.ts'
import classes from './branding.module.css'
import { Preview } from './preview.tsx'

const usualColor = '#0b5c5a'

export function BrandingForm({ branding }: { readonly branding: Branding }) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: valuesOf(branding),
    validate: {
      primaryColor: (value) =>
        value === '' || colorPattern.test(value) ? null : 'Such as #0b5c5a',
    },
  })
  const save = useMutation({
    mutationFn: (values: BrandingValues) =>
      api.putOrganizationsBranding({ body: changedBranding(branding, values) }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => {
      queries.setQueryData(brandingKey, data)
      toast.success('The branding was saved')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  const reset = useMutation({
    mutationFn: () => api.deleteOrganizationsBranding(),
    onSuccess: () => toast.success('The branding was removed'),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: brandingKey }),
  })
  async function askReset() {
    const isSure = await confirm({
      title: 'Remove the branding?',
      body: 'All of it, also names that your own pages use.',
      action: 'Remove branding',
    })
    if (isSure) reset.mutate()
  }
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Stack gap="sm">
          {problem === undefined ? null : <ProblemAlert problem={problem} />}
          <TextInput
            label="Product name"
            description="In the place of ours"
            maxLength={200}
            {...form.getInputProps('companyName')}
          />
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              label="Colour"
              description="Of buttons"
              placeholder={usualColor}
              {...form.getInputProps('primaryColor')}
            />
            <input
              type="color"
              aria-label="Pick the colour"
              className={classes['picker']}
              value={
                colorPattern.test(form.values.primaryColor) ? form.values.primaryColor : usualColor
              }
              onChange={(event) => form.setFieldValue('primaryColor', event.currentTarget.value)}
            />
          </Group>
          <LogoField
            logo={form.values.logo}
            error={form.errors['logo']}
            onLogo={(logo) => form.setFieldValue('logo', logo)}
            onRefused={(message) => form.setFieldError('logo', message)}
          />
        </Stack>
        <Preview values={form.values} />
      </SimpleGrid>
      <Group justify="space-between" mt="lg">
        <Button
          variant="default"
          disabled={Object.keys(branding).length === 0}
          loading={reset.isPending}
          onClick={() => void askReset()}
        >
          Remove …
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
          Save branding
        </Button>
      </Group>
    </form>
  )
}

interface LogoFieldProps {
  readonly logo: string
  readonly error: React.ReactNode
  onLogo(logo: string): void
  onRefused(message: string): void
}

function LogoField({ logo, error, onLogo, onRefused }: LogoFieldProps) {
  const isFile = logo.startsWith('data:')
  async function take(file: File | null) {
    if (file === null) return
    if (file.size > mostPictureBytes) {
      onRefused(`The file is too large: at most ${mostPictureBytes / 1000} KB`)
      return
    }
    onLogo(await readPicture(file))
  }
  return (
    <Stack gap={6}>
      <TextInput
        label="Logo"
        description="An https:// address, or a small picture file"
        value={isFile ? '' : logo}
        placeholder={isFile ? 'A picture file' : 'https://'}
        error={error}
        onChange={(event) => onLogo(event.currentTarget.value)}
      />
      <Group gap="xs">
        <FileButton
          accept="image/png,image/jpeg,image/gif,image/webp,image/svg+xml"
          onChange={(file) => void take(file)}
          inputProps={{ 'aria-label': 'Logo file' }}
        >
          {(props) => (
            <Button variant="default" size="xs" {...props}>
              Choose a file …
            </Button>
          )}
        </FileButton>
        {logo === '' ? null : (
          <Button variant="subtle" color="gray" size="xs" onClick={() => onLogo('')}>
            Take it away
          </Button>
        )}
        {isFile ? (
          <Text size="sm" c="dimmed">
            {Math.round(logo.length / 1000)} KB
          </Text>
        ) : null}
      </Group>
    </Stack>
  )
}
