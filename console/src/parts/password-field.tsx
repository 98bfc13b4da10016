import { PasswordInput, Stack, Text } from '@mantine/core'
import { CheckIcon, DotIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChangeEventHandler, FocusEventHandler, ReactNode } from 'react'
import { api } from '../api/api.ts'
import { checkPassword } from './password-check.ts'
import classes from './password-field.module.css'

export const passwordPolicyKey = ['password-policy']

export function usePasswordPolicy() {
  return useQuery({
    queryKey: passwordPolicyKey,
    queryFn: async () => (await api.getOrganizationsPasswordPolicies()).data,
    staleTime: 60_000,
    // The form of the rules begins anew with what is read: not while somebody comes back to type on.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

interface PasswordFieldProps {
  readonly label: string
  readonly description?: string
  readonly value?: string
  readonly onChange: ChangeEventHandler<HTMLInputElement>
  readonly onBlur?: FocusEventHandler<HTMLInputElement>
  readonly onFocus?: FocusEventHandler<HTMLInputElement>
  readonly error?: ReactNode
  /** First name, last name and email of who will use it. */
  readonly names: readonly string[]
}

/** A new password; the rules of the organization stand below and are ticked off while one types. */
export function PasswordField({ names, value = '', ...input }: PasswordFieldProps) {
  const policy = usePasswordPolicy()
  const rules = policy.data === undefined ? [] : checkPassword(value, policy.data, names)
  return (
    <Stack gap={6}>
      <PasswordInput
        {...input}
        value={value}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
      />
      <ul className={classes['rules']} aria-label="Rules for the password">
        {rules.map(({ rule, isMet }) => (
          <li key={rule} data-met={isMet}>
            {isMet ? <CheckIcon size={14} aria-label="Met:" /> : <DotIcon size={14} aria-hidden />}
            <Text size="sm" component="span">
              {rule}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
