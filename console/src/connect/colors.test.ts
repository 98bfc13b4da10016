import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrast, paletteFor } from './colors.ts'

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

it.each(['#ffffff', '#1a2221'])('every colour can be read on %s', (surface) => {
  fc.assert(
    fc.property(color, (primary) => {
      const { button, onButton, accent } = paletteFor(primary, surface)
      expect(contrast(onButton, button)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(button, surface)).toBeGreaterThanOrEqual(3)
      expect(contrast(accent, surface)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

it('a colour that can be read stays as it is', () => {
  expect(paletteFor('#0b5c5a', '#ffffff')).toEqual({
    button: '#0b5c5a',
    onButton: '#ffffff',
    accent: '#0b5c5a',
  })
  expect(paletteFor('#ffcc00', '#1a2221')).toMatchObject({
    button: '#ffcc00',
    onButton: '#000000',
  })
})

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
