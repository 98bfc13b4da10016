import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { EyeClosedIcon, EyeIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './secret-field.module.css'

interface SecretFieldProps {
  /** "User secret". */
  readonly label: string
  readonly description?: string
  readonly value: string
}

/** A secret that is covered until one asks to see it; it can be copied without being seen. */
export function SecretField({ label, description, value }: SecretFieldProps) {
  const [isShown, setIsShown] = useState(false)
  const what = label.charAt(0).toLowerCase() + label.slice(1)
  const verb = isShown ? 'Hide' : 'Show'
  return (
    <div>
      <Text fw={550} size="sm">
        {label}
      </Text>
      {description === undefined ? null : (
        <Text c="dimmed" size="sm">
          {description}
        </Text>
      )}
      <Group gap={4} wrap="nowrap" className={classes['field']}>
        <code className={classes['value']}>{isShown ? value : '•'.repeat(24)}</code>
        <Tooltip label={`${verb} ${what}`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${verb} ${what}`}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? <EyeClosedIcon size={16} /> : <EyeIcon size={16} />}
          </ActionIcon>
        </Tooltip>
        <CopyButton text={value} what={what} />
      </Group>
    </div>
  )
}
