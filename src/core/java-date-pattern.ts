/** The parts of a pattern of Java's SimpleDateFormat. */

const letters = 'GyMLdDEuaHkKhmsSzZX'
export type PatternLetter =
  | 'G'
  | 'y'
  | 'M'
  | 'L'
  | 'd'
  | 'D'
  | 'E'
  | 'u'
  | 'a'
  | 'H'
  | 'k'
  | 'K'
  | 'h'
  | 'm'
  | 's'
  | 'S'
  | 'z'
  | 'Z'
  | 'X'

export type PatternPart =
  { readonly literal: string } | { readonly letter: PatternLetter; readonly width: number }

/** What is wrong with a pattern, to be said after its name. */
export class PatternMistake extends Error {}

const longest = 200

/** Throws `PatternMistake`. A year `Y` is taken as `y`: who writes it means the year of the calendar. */
export function readPattern(pattern: string): PatternPart[] {
  if (pattern.trim() === '') throw new PatternMistake('is empty')
  if (pattern.length > longest) throw new PatternMistake(`is longer than ${longest} characters`)
  const parts: PatternPart[] = []
  for (let at = 0; at < pattern.length;) {
    const sign = pattern[at] as string
    if (sign === "'") {
      const end = endOfQuote(pattern, at)
      const inside = pattern.slice(at + 1, end)
      add(parts, inside === '' ? "'" : inside.replaceAll("''", "'"))
      at = end + 1
    } else if (/[A-Za-z]/.test(sign)) {
      const width = /^(.)\1*/.exec(pattern.slice(at))?.[0].length ?? 1
      parts.push({ letter: letterOf(sign), width })
      at += width
    } else {
      add(parts, sign)
      at += 1
    }
  }
  if (!parts.some((part) => 'letter' in part)) throw new PatternMistake('has no part of a date')
  return parts
}

function endOfQuote(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] !== "'") continue
    const isDoubled = pattern[at + 1] === "'" && at > start + 1
    if (!isDoubled) return at
    at += 1
  }
  throw new PatternMistake("has a ' without its end")
}

function letterOf(sign: string): PatternLetter {
  const letter = sign === 'Y' ? 'y' : sign
  if (letters.includes(letter)) return letter as PatternLetter
  throw new PatternMistake(
    `has the letter ${sign}, which is not known; quote what is text: '${sign}'`,
  )
}

function add(parts: PatternPart[], literal: string): void {
  const last = parts.at(-1)
  if (last !== undefined && 'literal' in last)
    parts[parts.length - 1] = { literal: last.literal + literal }
  else parts.push({ literal })
}
