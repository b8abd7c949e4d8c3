import { Command } from 'commander'
import { clientRate, setClientRate } from '../features/oauth/client-rate.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { organizationOfClient, resolveOrganization } from './lookups.ts'
import type { Output } from './output.ts'

export function clientRateCommand(deps: OperatorDeps, output: Output): Command {
  return new Command('rate')
    .description('how many requests a second a client may send, over all processes; 100 unless set')
    .argument('<client id>', 'the client id')
    .option('--requests-per-second <count>', 'from 1 to 1000000 (required)')
    .option('--organization <id or name>', 'refuse unless the client belongs to this organisation')
    .action(async (clientId: string, options: { requestsPerSecond?: string; organization?: string }) => {
      const input = new Input()
      const typed = input.required('--requests-per-second', options.requestsPerSecond)
      const checked = input.check(clientRate, { requestsPerSecond: typed === '' ? undefined : Number(typed) })
      input.done()
      if (!checked) return
      const db = await deps.database()
      const organizationId =
        options.organization === undefined
          ? await organizationOfClient(db, clientId)
          : (await resolveOrganization(db, options.organization)).id
      await setClientRate(operatorCtx(deps, db, organizationId), clientId, checked.requestsPerSecond)
      output.one({ clientId, ...checked }, [
        ['Client id', clientId],
        ['Requests a second', String(checked.requestsPerSecond)],
      ])
    })
}
