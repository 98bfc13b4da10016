import { describe, expect, it } from 'vitest'
import { checkDefinition } from './check-definition.ts'

const definition = {
  key: 'acme',
  name: 'Acme',
  description: 'A store',
  authentication: { type: 'basic' },
  configuration: [{ key: 'region', name: 'Region', defaultValue: 'eu' }],
}

function complaints(setup: unknown): readonly string[] {
  const { errors = [] } = checkDefinition({ ...definition, hubwright: { setup } })
  return errors.map(({ path, message }) => `${path}: ${message}`)
}

describe('the steps to the credentials of a vendor', () => {
  it('may name the redirect address and defaults', () => {
    const step = {
      text: 'Choose {region}.',
      link: { label: 'Open', url: 'https://acme.test/apps' },
      copy: [{ label: 'Redirect address', value: '{redirect.url}' }],
    }
    expect(complaints({ basic: [step] })).toEqual([])
  })

  it('are refused when they lead nowhere', () => {
    const step = {
      text: 'Take {unknown}.',
      link: { label: 'Open', url: 'javascript:alert(1)' },
      copy: [{ label: 'User', value: '{username}' }],
    }
    expect(complaints({ basic: [step], custom: [{ text: 'x' }] })).toEqual([
      '/hubwright/setup/basic/0/text: {unknown} is neither {redirect.url} nor a configuration entry with a default',
      '/hubwright/setup/basic/0/copy/0/value: {username} is neither {redirect.url} nor a configuration entry with a default',
      '/hubwright/setup/basic/0/link/url: must be an https address',
      '/hubwright/setup/custom: must be an authentication type: basic',
    ])
  })
})
