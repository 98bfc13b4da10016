import { Anchor, Code, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Parameter } from './document.ts'
import type { Values } from './request.ts'

interface ParametersFormProps {
  readonly parameters: readonly Parameter[]
  readonly values: Values
  readonly errors: Readonly<Record<string, string>>
  onChange(name: string, value: string): void
}

/** A field for each parameter: those of the path first, the long ones over the whole width. */
export function ParametersForm({ parameters, values, errors, onChange }: ParametersFormProps) {
  if (parameters.length === 0) return null
  const field = (parameter: Parameter) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      value={values[parameter.name] ?? ''}
      error={errors[parameter.name]}
      onChange={(value) => onChange(parameter.name, value)}
    />
  )
  const isLong = ({ name }: Parameter) => name === 'where'
  return (
    <Stack gap="sm">
      {parameters.filter(isLong).map(field)}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {parameters.filter((one) => !isLong(one)).map(field)}
      </SimpleGrid>
    </Stack>
  )
}

interface ParameterFieldProps {
  readonly parameter: Parameter
  readonly value: string
  readonly error: string | undefined
  onChange(value: string): void
}

function ParameterField({ parameter, value, error, onChange }: ParameterFieldProps) {
  const { name, description, required, schema } = parameter
  const isNumber = schema?.type === 'integer' || schema?.type === 'number'
  return (
    <div>
      <TextInput
        name={name}
        label={name}
        description={description}
        withAsterisk={parameter.in === 'path' || required === true}
        inputMode={isNumber ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {name === 'where' ? <WhereHelp /> : null}
    </div>
  )
}

const comparisons = "price > 10 AND created >= '2026-01-01'"
const lists = "status IN ('PAID', 'SHIPPED')"

function WhereHelp() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="xs"
        mt={4}
        underline="always"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        How where is written
      </Anchor>
      {isOpen ? (
        <Text size="xs" component="div" mt={4}>
          A member, a comparison, a value: <Code>{comparisons}</Code>. The comparisons are{' '}
          <Code>= != &lt; &gt; &lt;= &gt;= LIKE IN</Code>, <Code>IS NULL</Code> and{' '}
          <Code>IS NOT NULL</Code>; <Code>AND</Code> and parentheses join them. Text stands in
          single quotes: <Code>{lists}</Code>. What the vendor cannot be asked is refused and says
          so.
        </Text>
      ) : null}
    </>
  )
}
