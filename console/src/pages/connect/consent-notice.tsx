import { Alert, Anchor, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { AlertIcon, LinkExternalIcon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import { expired, type FailureWords } from './failure.ts'
import type { ConsentInUse } from './use-consent.ts'

interface ConsentNoticeProps {
  readonly consent: ConsentInUse
  /** Name of the connector. */
  readonly vendor: string
  /** Begins anew. */
  onAgain(): void
}

/** Where the consent stands, and what can be done about it. */
export function ConsentNotice({ consent, vendor, onAgain }: ConsentNoticeProps) {
  const { step } = consent
  const isUnderWay = 'oauthUrl' in step
  if (step.name === 'idle') return null
  if (step.name === 'opening') return <Waiting title={`Opening ${vendor}…`} />
  if (isUnderWay) return <UnderWay consent={consent} oauthUrl={step.oauthUrl} vendor={vendor} />
  const { title, text } = endings(vendor)[step.name]
  return (
    <Notice title={title}>
      <Text size="sm">{text}</Text>
      {step.name === 'denied' && step.message !== undefined ? (
        <Text size="sm">
          The vendor says: <q>{step.message}</q>
        </Text>
      ) : null}
      {/* The form's own button is the primary one. */}
      <Button size="xs" variant="default" onClick={onAgain}>
        Try again
      </Button>
    </Notice>
  )
}

function endings(vendor: string): Record<'denied' | 'expired' | 'other_browser', FailureWords> {
  return {
    denied: {
      title: 'The consent was refused',
      text: `Whoever signed in at ${vendor} did not allow the connection. Nothing was stored.`,
    },
    expired,
    other_browser: {
      title: 'Another consent was begun after this one',
      text: `This browser remembers the newest consent only. Perhaps another tab connects ${vendor}, too? Nothing was stored.`,
    },
  }
}

interface UnderWayProps extends Omit<ConsentNoticeProps, 'onAgain'> {
  readonly oauthUrl: string
}

function UnderWay({ consent, oauthUrl, vendor }: UnderWayProps) {
  const giveUp = (
    <Button size="xs" variant="default" onClick={consent.giveUp}>
      Cancel
    </Button>
  )
  if (consent.step.name === 'waiting') {
    return (
      <Waiting title={`Waiting for the consent at ${vendor}`}>
        <Text size="sm">
          Sign in and accept in the window that has opened. This page goes on by itself.
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={consent.show}>
            Show the window
          </Button>
          {giveUp}
        </Group>
      </Waiting>
    )
  }
  if (consent.step.name === 'blocked') {
    return (
      <Notice title="The browser did not open the window">
        <Text size="sm">
          It blocks pop-ups of this page. Open {vendor} by this link instead, or allow pop-ups for{' '}
          <code>{location.host}</code> and try again.
        </Text>
        <Group gap="sm">
          <Anchor href={oauthUrl} target="_blank" rel="noreferrer" fw={600} size="sm">
            Open {vendor} <LinkExternalIcon size={12} aria-label="in a new tab" />
          </Anchor>
          {giveUp}
        </Group>
      </Notice>
    )
  }
  return (
    <Notice title="The window was closed before the consent came back">
      <Text size="sm">
        Nothing is connected yet. Open it again to go on where you were. If {vendor} did not load
        there, it may be down: try again later.
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={consent.reopen}>
          Open it again
        </Button>
        {giveUp}
      </Group>
    </Notice>
  )
}

function Waiting({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Alert variant="light" icon={<Loader size={16} />} title={title} role="status">
      <Stack gap="xs" align="flex-start">
        {children}
      </Stack>
    </Alert>
  )
}

function Notice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Alert color="yellow" variant="light" icon={<AlertIcon size={16} />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        {children}
      </Stack>
    </Alert>
  )
}
