import { describe, expect, it } from 'vitest'
import { playHook, refusal, type Situation } from '../../../test/support/hook-stage.ts'
import profile from './fixtures/profile.json' with { type: 'json' }
import { hooks } from './hooks.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)

describe('connecting a store', () => {
  it.each([
    ['no number', { 'ecwid.store.id': 'my-shop' }, 'ecwid.store.id'],
    [
      'a public token',
      { 'ecwid.store.id': '1003', 'oauth.user.token': 'public_abc' },
      'oauth.user.token',
    ],
    [
      'the client secret as token',
      { 'ecwid.store.id': '1003', 'oauth.user.token': 'x1', 'oauth.api.secret': 'x1' },
      'oauth.user.token',
    ],
  ])('refuses %s before the vendor is asked', async (_title, configuration, key) => {
    const error = await refusal(stage('GET /provision/profile', { configuration }).before())
    expect(error.code).toBe('invalid_configuration')
    expect(error.message).toContain(key)
  })

  it('keeps what orders never say: currency and time zone', async () => {
    expect(await stage('GET /provision/facts', {}).after(profile)).toEqual({
      configuration: {
        'ecwid.store.url': 'https://store1003.example.site',
        'ecwid.store.currency': 'EUR',
        'ecwid.store.timezone': 'Europe/Madrid',
      },
    })
  })
})
