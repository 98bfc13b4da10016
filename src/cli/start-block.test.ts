import { describe, expect, it } from 'vitest'
import { secretsBlock, startBlock } from './start-block.ts'

const founded = {
  organizationId: 1,
  accountId: 2,
  userId: 3,
  email: 'admin@example.com',
  password: 'pass',
  userSecret: 'user=',
  organizationSecret: 'org',
}

describe('startBlock', () => {
  it('names every address, and where the secrets are', () => {
    const block = startBlock({
      version: '1.2.3',
      publicUrl: 'https://hub.example.com',
      servesApi: true,
      sandboxUrl: 'http://127.0.0.1:8090',
      simulated: ['Shop'],
      secretsFile: '/data/first-start.txt',
    })
    expect(block).toContain('Hubwright 1.2.3 is ready')
    for (const part of [
      'https://hub.example.com/',
      'https://hub.example.com/elements/api-v2',
      'https://hub.example.com/docs',
      'http://127.0.0.1:8090/   (plays the vendor of Shop)',
      '/data/first-start.txt',
    ]) {
      expect(block).toContain(part)
    }
  })

  it('says nothing of a sandbox that is off', () => {
    const block = startBlock({
      version: '1',
      publicUrl: 'http://x',
      servesApi: true,
      sandboxUrl: undefined,
      simulated: [],
      secretsFile: undefined,
    })
    expect(block).not.toMatch(/Sandbox|Secrets/)
  })

  it('names no address that a worker does not answer', () => {
    const block = startBlock({
      version: '1',
      publicUrl: 'http://x',
      servesApi: false,
      sandboxUrl: undefined,
      simulated: [],
      secretsFile: undefined,
    })
    expect(block).toContain('http://x/readyz')
    expect(block).not.toMatch(/docs|api-v2/)
  })
})

describe('secretsBlock', () => {
  it('holds a command with all secrets of the demo', () => {
    const demo = { instanceName: 'Shop', token: 'tok=', path: '/hubs/h/things?pageSize=3' }
    expect(secretsBlock(founded, demo, 'http://x')).toContain(
      "curl -H 'Authorization: User user=, Organization org, Element tok=' 'http://x/elements/api-v2/hubs/h/things?pageSize=3'",
    )
  })

  it('holds no command where the process serves no API', () => {
    const block = secretsBlock(founded, undefined, undefined)
    expect(block).toContain('user=')
    expect(block).not.toContain('curl')
  })

  it('reads the catalog where nothing was connected', () => {
    expect(secretsBlock(founded, undefined, 'http://x')).toContain(
      "curl -H 'Authorization: User user=, Organization org' 'http://x/elements/api-v2/elements?abridged=true'",
    )
  })
})
