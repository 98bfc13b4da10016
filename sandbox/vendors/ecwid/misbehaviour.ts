import { Type, type Static } from 'typebox'
import { createPrng, type Prng } from '../../prng.ts'
import type { Delivery } from './deliveries.ts'
import type { SignatureKind } from './webhook-event.ts'

const share = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }))

/** Everything that can go wrong with webhooks on purpose; shares are parts of all events, from 0 to 1. */
export const MisbehaviourSettings = Type.Object(
  {
    /** The same seed and the same events give the same misbehaviour; 1 when absent. */
    seed: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
    /** Sent twice with the same id. */
    duplicates: share,
    /** Never sent, though the change happened. */
    drops: share,
    wrongSignatures: share,
    missingSignatures: share,
    /** Told with a moment of creation `staleSeconds` (two days) before the true one. */
    stale: share,
    staleSeconds: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Events are held back until there are so many, and then sent in shuffled order. */
    holdBack: Type.Optional(Type.Integer({ minimum: 2, maximum: 10_000 })),
    /** Held back no longer than this (5000). */
    holdBackMs: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Every event waits so long before it is sent. */
    delayMs: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
)

export type MisbehaviourSettings = Static<typeof MisbehaviourSettings>

/** What becomes of one event. */
interface Fate {
  readonly dropped: boolean
  readonly duplicated: boolean
  readonly signature: SignatureKind
  /** How much older the event says it is; 0 mostly. */
  readonly staleSeconds: number
  /** The same in words, for the log. */
  readonly onPurpose: readonly string[]
}

/** Decides for each event what goes wrong with it. */
export class Misbehaviour {
  readonly settings: MisbehaviourSettings
  readonly #prng: Prng
  /** One event each, which may be sent twice. */
  #held: (readonly Delivery[])[] = []

  constructor(settings: MisbehaviourSettings) {
    this.settings = settings
    this.#prng = createPrng(settings.seed ?? 1)
  }

  /** Draws the same number of times for every event, so that one share does not move the others. */
  decide(): Fate {
    const { drops = 0, duplicates = 0, stale = 0, staleSeconds = 172_800 } = this.settings
    const { wrongSignatures = 0, missingSignatures = 0 } = this.settings
    const [drop, duplicate, sign, age] = Array.from({ length: 4 }, () => this.#prng.next()) as [
      number,
      number,
      number,
      number,
    ]
    const dropped = drop < drops
    const duplicated = duplicate < duplicates
    const wrong = sign < wrongSignatures
    const missing = !wrong && sign < wrongSignatures + missingSignatures
    const isStale = age < stale
    return {
      dropped,
      duplicated,
      signature: wrong ? 'wrong' : missing ? 'missing' : 'valid',
      staleSeconds: isStale ? staleSeconds : 0,
      onPurpose: [
        ...(dropped ? ['dropped'] : []),
        ...(duplicated ? ['duplicate'] : []),
        ...(wrong ? ['wrong signature'] : []),
        ...(missing ? ['missing signature'] : []),
        ...(isStale ? ['stale'] : []),
        ...(this.settings.holdBack === undefined ? [] : ['held back']),
        ...(this.settings.delayMs === undefined ? [] : ['delayed']),
      ],
    }
  }

  /** Holds an event back. Answers with all that are held, once they are enough, and else with nothing. */
  hold(event: readonly Delivery[]): readonly Delivery[] {
    this.#held.push(event)
    return this.#held.length < (this.settings.holdBack ?? 1) ? [] : this.release()
  }

  /** The one that is held back longest. */
  get oldest(): readonly Delivery[] | undefined {
    return this.#held[0]
  }

  /** Everything held back, in shuffled order. */
  release(): readonly Delivery[] {
    const list = this.#held
    this.#held = []
    for (let index = list.length - 1; index > 0; index -= 1) {
      const other = this.#prng.integer(0, index)
      const [a = [], b = []] = [list[index], list[other]]
      list[index] = b
      list[other] = a
    }
    return list.flat()
  }
}
