/** Why a connection did not come about, in words for the person in front of the form. Pure. */
import type { Problem } from '../../api/problem.ts'
import type { Way } from './ways.ts'

export interface FailureWords {
  readonly title: string
  readonly text: string
}

const vendorDown: ReadonlySet<string> = new Set([
  'vendor_failed',
  'vendor_unreachable',
  'vendor_timeout',
  'vendor_answer_unreadable',
])

/** Undefined where the API's own words are the best there are. */
export function failureWords(problem: Problem, way: Way, vendor: string): FailureWords | undefined {
  const { code = '', details } = problem
  const names = (start: string) => details.some(({ path }) => path.startsWith(start))
  if (code === 'oauth_code_refused') {
    if (names('/providerData/state')) return expired
    if (names('/configuration/')) {
      return {
        title: 'That was another account',
        text: `This instance belongs to another account at ${vendor} than the one that consented. Nothing was changed. Sign in at ${vendor} with the right account and try again, or connect the other account as a new instance.`,
      }
    }
    return {
      title: `${vendor} did not take the code`,
      text: `The code of the consent was too old, used before, or for another app. Nothing was stored. Try again; if it happens again, compare the redirect address and the client secret with those at ${vendor}.`,
    }
  }
  if (vendorDown.has(code)) {
    return {
      title: `${vendor} does not answer as it should`,
      text: `${vendor} failed or could not be reached. Nothing was stored. Try again in a few minutes.`,
    }
  }
  if (code === 'vendor_rate_limited') {
    return {
      title: `${vendor} is busy`,
      text: `${vendor} limits how often it is asked. Wait a minute, then try again.`,
    }
  }
  if (code === 'vendor_unauthorized' || code === 'vendor_forbidden') {
    return way.kind === 'consent'
      ? {
          title: `${vendor} did not take the app`,
          text: `The client id and secret were refused, or the app lacks a right. Compare them with those at ${vendor}.`,
        }
      : {
          title: `${vendor} did not take these credentials`,
          text: 'Nothing was stored. Compare them with those at the vendor; a space too many is enough.',
        }
  }
  return undefined
}

export const expired: FailureWords = {
  title: 'The time for the consent is over',
  text: 'A consent must be finished within ten minutes, and counts once. Nothing was stored.',
}
