import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { toast } from '../../parts/toast.tsx'
import { useKeepInstance, type Instance } from './read-instance.ts'

/** Enables (`true`) or disables an instance. */
export function useSwitch({ id }: Instance) {
  const keep = useKeepInstance()
  return useMutation({
    mutationFn: async (isEnabled: boolean) =>
      isEnabled
        ? await api.putInstancesByIdEnabled({ id })
        : await api.deleteInstancesByIdEnabled({ id }),
    onSuccess: ({ data }) => {
      keep(data)
      toast.success(data.disabled ? 'Instance disabled' : 'Instance enabled')
    },
    onError: (error) => toast.failure(error),
  })
}
