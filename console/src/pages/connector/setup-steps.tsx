import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { BeakerIcon, LinkExternalIcon } from '@primer/octicons-react'
import { CopyButton } from '../../parts/copy-button.tsx'
import type { AuthenticationType } from '../connectors/connector.ts'
import classes from './setup-steps.module.css'

type Steps = AuthenticationType['steps']

/** How to get the vendor's credentials, as the connector tells it; the sandbox's values first, while it plays. */
export function SetupSteps({ steps }: { readonly steps: Steps }) {
  const simulated = steps.filter((step) => step.simulated === true)
  const real = steps.filter((step) => step.simulated !== true)
  return (
    <Stack gap="md">
      {simulated.map(({ text, copy }) => (
        <Alert
          key={text}
          role="note"
          color="yellow"
          icon={<BeakerIcon size={16} />}
          title="Use these while the vendor is simulated"
        >
          <Stack gap={6} align="flex-start">
            <Text size="sm">
              {text}
              {real.length > 0 ? ' The steps below are for the real vendor.' : ''}
            </Text>
            <Copies copy={copy} />
          </Stack>
        </Alert>
      ))}
      {real.length === 0 ? null : (
        <ol className={classes['steps']}>
          {real.map(({ text, link, copy }) => (
            <li key={text}>
              <Stack gap={6} align="flex-start">
                <Text size="sm">{text}</Text>
                {link === undefined ? null : (
                  <Anchor href={link.url} target="_blank" rel="noreferrer" size="sm" fw={550}>
                    {link.label} <LinkExternalIcon size={12} aria-label="in a new tab" />
                  </Anchor>
                )}
                <Copies copy={copy} />
              </Stack>
            </li>
          ))}
        </ol>
      )}
    </Stack>
  )
}

function Copies({ copy = [] }: { readonly copy: Steps[number]['copy'] }) {
  return copy.map(({ label, value }) => (
    <div key={label} className={classes['copy']}>
      <Text size="xs">{label}</Text>
      <div className={classes['value']}>
        <code>{value}</code>
        <CopyButton text={value} what={label.toLowerCase()} />
      </div>
    </div>
  ))
}
