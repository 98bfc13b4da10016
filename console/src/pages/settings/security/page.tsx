import { Stack } from '@mantine/core'
import { PageHeader } from '../../../parts/page-header.tsx'
import { OwnPassword } from './own-password.tsx'
import { Policy } from './policy.tsx'
import { Sessions } from './sessions.tsx'

export function Page() {
  return (
    <Stack gap="lg">
      <PageHeader
        title="Security"
        description="Your password, your sessions, and the rules for all."
      />
      <OwnPassword />
      <Sessions />
      <Policy />
    </Stack>
  )
}
