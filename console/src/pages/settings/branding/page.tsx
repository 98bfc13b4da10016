import { Card, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { BrandingForm } from './branding-form.tsx'
import { brandingKey } from './branding.ts'

export function Page() {
  const branding = useQuery({
    queryKey: brandingKey,
    queryFn: async () => (await api.getOrganizationsBranding()).data,
    // The form begins anew with what is read: not while somebody comes back to type on.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Branding"
        description="How your customers see you where they connect their accounts."
      />
      <Card>
        {branding.isPending ? <LinesSkeleton lines={4} height={48} /> : null}
        {branding.isError ? (
          <ErrorState
            error={branding.error}
            title="The branding could not be read"
            onRetry={() => void branding.refetch()}
          />
        ) : null}
        {branding.data === undefined ? null : (
          <BrandingForm key={JSON.stringify(branding.data)} branding={branding.data} />
        )}
      </Card>
    </Stack>
  )
}
