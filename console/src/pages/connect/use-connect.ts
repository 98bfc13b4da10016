/** What a form has in it, what the API said of it, and the way from there to a connected instance. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { fieldErrorsOf, problemOf, type Problem } from '../../api/problem.ts'
import { requestOf, type Filled, type RequestParts } from './request.ts'
import { useConsent } from './use-consent.ts'

export interface Connected {
  readonly id: number
}

type Parts = Omit<RequestParts, 'filled'>

/** @param onConnected is told once, when the instance is there */
export function useConnect(
  parts: Parts,
  filled: Filled,
  onConnected: (instance: Connected) => void,
) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const { connector, way, fields, instanceId } = parts
  const isNew = instanceId === undefined
  const fail = (error: unknown) => {
    const found = problemOf(error)
    setErrors(fieldErrorsOf(found))
    setProblem(found)
  }
  const send = useMutation({
    mutationFn: (returned: Record<string, string> | undefined) =>
      instanceOf(requestOf({ ...parts, filled }, returned), instanceId),
    onSuccess: (instance) => {
      void queries.invalidateQueries({ queryKey: ['instances'] })
      onConnected(instance)
    },
    onError: fail,
  })
  const consent = useConsent((returned) => send.mutate(returned))
  const begin = useMutation({
    mutationFn: () =>
      consent.begin({
        connectorKey: connector.key,
        configuration: requestOf({ ...parts, filled }).body.configuration,
        instanceId,
      }),
    onError: fail,
  })
  const isShown = (field: string) =>
    (isNew && /^(name$|tags\b)/.test(field)) ||
    fields.some(({ key }) => field === `configuration.${key}`)
  const isAllPlaced = Object.keys(errors).length > 0 && Object.keys(errors).every(isShown)
  return {
    /** What was refused, unless the fields say all of it. */
    unplaced: isAllPlaced ? undefined : problem,
    /** By field: `name`, `tags.0`, `configuration.<key>`. */
    errors,
    consent,
    isSending: send.isPending,
    /** The person can do nothing here until something comes back. */
    isBusy: send.isPending || begin.isPending || isUnderWay(consent.step.name),
    submit(): void {
      setProblem(undefined)
      if (isNew && filled.name.trim() === '') {
        setErrors({ name: 'Enter a name' })
        return
      }
      setErrors({})
      if (way.kind === 'consent') begin.mutate()
      else send.mutate(undefined)
    },
  }
}

function isUnderWay(step: string): boolean {
  return ['opening', 'waiting', 'blocked', 'closed'].includes(step)
}

async function instanceOf(
  request: ReturnType<typeof requestOf>,
  instanceId: number | undefined,
): Promise<Connected> {
  // Tags are texts, or the objects of old clients; the document can say the second only.
  const body = request.body as unknown as Parameters<typeof api.postInstances>[0]['body']
  const { data } =
    instanceId === undefined
      ? await api.postInstances({ body })
      : await api.patchInstancesById({ id: instanceId, body })
  return data
}
