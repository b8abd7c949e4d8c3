import { Command } from 'commander'
import { setRedirectUris, setRedirectUrisInput } from '../features/organizations/set-redirect-uris.ts'
import { clientLabel } from './client-label.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { organizationOfClient } from './lookups.ts'
import type { Output, Row } from './output.ts'

export function redirectUrisCommand(deps: OperatorDeps, output: Output): Command {
  const uris = new Command('redirect-uris').description('where a client may have customers sent back to')
  uris
    .command('set')
    .description('replace the whole list; without any, the client asks no customer any more')
    .argument('<client id>', 'the client id')
    .option('--redirect-uri <uri...>', 'an address to send customers back to, and what lies below it')
    .action(async (clientId: string, options: { redirectUri?: string[] }) => {
      const input = new Input()
      const checked = input.check(
        setRedirectUrisInput,
        { redirectUris: options.redirectUri ?? [] },
        clientLabel,
      )
      input.done()
      if (!checked) return
      const db = await deps.database()
      const ctx = operatorCtx(deps, db, await organizationOfClient(db, clientId))
      const set = await setRedirectUris(ctx, clientId, checked)
      output.one(set, [
        ['Client id', clientId],
        ...(set.redirectUris.length === 0 ? ['none'] : set.redirectUris).map((uri): Row => [
          'Redirect URI',
          uri,
        ]),
      ])
    })
  return uris
}
