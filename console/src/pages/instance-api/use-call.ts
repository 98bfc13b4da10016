import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { callInstance, type InstanceAnswer } from '../../api/api.ts'
import { useInstanceToken } from '../../api/instance-token.ts'
import { instanceQuery, type Instance } from '../instance/read-instance.ts'
import type { Method } from './document.ts'
import type { Values } from './request.ts'

export interface Call {
  readonly method: Method
  readonly path: string
  readonly body: unknown
  /** Of the form, for who asks the vendor the same. */
  readonly values: Values
}

export interface Exchange {
  readonly call: Call
  readonly answer: InstanceAnswer
  /** Of a POST. */
  readonly idempotencyKey: string | undefined
}

/** Sends calls with the instance's token. A POST that got no answer is sent again with the same key, so that it cannot be done twice. */
export function useCall({ id }: Instance) {
  const readToken = useInstanceToken(id)
  const queries = useQueryClient()
  const unanswered = useRef<{ readonly what: string; readonly key: string }>(undefined)
  return useMutation({
    mutationFn: async (call: Call): Promise<Exchange> => {
      const { method, path, body } = call
      const what = JSON.stringify([path, body])
      const idempotencyKey =
        method === 'POST'
          ? unanswered.current?.what === what
            ? unanswered.current.key
            : newKey()
          : undefined
      unanswered.current = idempotencyKey === undefined ? undefined : { what, key: idempotencyKey }
      const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const answer = await callInstance(await readToken(), { method, path, body, headers })
      unanswered.current = undefined
      return { call, answer, idempotencyKey }
    },
    onSettled: () => {
      // The call is in the records, and a refusal changes the state.
      void queries.invalidateQueries({ queryKey: instanceQuery(id).queryKey, exact: true })
      void queries.invalidateQueries({ queryKey: ['instance-health', id] })
      void queries.invalidateQueries({ queryKey: ['instance', id, 'calls'] })
      void queries.invalidateQueries({ queryKey: ['instance', id, 'traces'] })
    },
  })
}

/** 32 hex characters; `crypto.randomUUID` is there on https and localhost only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
