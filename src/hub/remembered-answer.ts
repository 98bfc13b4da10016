/** A read of an instance that remembers answers: the vendor is asked only when no answer is there. */
import { answerKey } from './answer-key.ts'
import type { AnswerMemory } from './answer-memory.ts'
import type { HubAnswer, HubRequest } from './hub-request.ts'

/**
 * `Elements-Cache` of the answer says `hit`, with `Age` in seconds (RFC 9111, section 5.1); `miss`; or `bypass`, when the
 * client wanted a fresh answer.
 */
export async function rememberedAnswer(
  memory: AnswerMemory,
  request: HubRequest,
  ask: () => Promise<HubAnswer>,
): Promise<HubAnswer> {
  const { instance } = request.instanceCaller
  const key = answerKey(request)
  const isFresh = wantsFresh(request)
  const kept = isFresh ? undefined : memory.find(instance, key)
  if (kept !== undefined) {
    const age = String(Math.floor(kept.ageMs / 1000))
    const headers = { ...kept.headers, 'elements-cache': 'hit', age }
    return { status: 200, headers, payload: kept.payload }
  }
  const keep = memory.begin(instance, key)
  const answer = await ask()
  const { status, headers, payload } = answer
  if (status === 200 && payload !== undefined) keep({ headers, payload })
  return { ...answer, headers: { ...headers, 'elements-cache': isFresh ? 'bypass' : 'miss' } }
}

/** `Cache-Control: no-cache` (RFC 9111, section 5.2.1.4). */
function wantsFresh({ headers }: HubRequest): boolean {
  return /(?:^|[\s,])no-cache(?:$|[\s,])/i.test(headers['cache-control'] ?? '')
}
