import { describe, expect, it } from 'vitest'
import { themeOver } from './looks.ts'

const plain = { color_scheme: null, primary_color: null, corners: null }
const logo = 'data:image/png;base64,AAAA'

describe('the theme of the widget', () => {
  it('is the branding where the session says nothing', () => {
    const branding = { primaryColor: '#AA3300', corners: 'round', colorScheme: 'dark', logo }
    expect(themeOver(branding, plain)).toEqual(branding)
    expect(themeOver(branding, { ...plain, primary_color: '#0000ff' })).toEqual({
      ...branding,
      primaryColor: '#0000ff',
    })
  })

  it.each([
    undefined,
    { fontFamily: 'serif', primaryColor: 'rebeccapurple', corners: 'spiky' },
    { logo: 'https://cdn.example.com/logo.png', colorScheme: 'sepia', primaryColor: '#abc' },
  ])('takes nothing from %j', (branding) => {
    expect(themeOver(branding, plain)).toEqual({})
  })
})
