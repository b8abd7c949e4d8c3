import { Command } from 'commander'
import { brandsCommand } from './brands.ts'
import { clientsCommand } from './clients.ts'
import { customersCommand } from './customers.ts'
import { declarationsCommand } from './declarations.ts'
import type { OperatorDeps } from './deps.ts'
import { EXIT_CODES_HELP } from './exit-codes.ts'
import { invoicesCommand } from './invoices.ts'
import { jobsCommand } from './jobs.ts'
import { keysCommand } from './keys.ts'
import { leadsCommand } from './leads.ts'
import { marketDataCommand } from './market-data.ts'
import { gridFeeReductionsCommand } from './grid-fee-reductions.ts'
import { meterOrdersCommand } from './meter-orders.ts'
import { meterValuesCommand } from './meter-values.ts'
import { organizationsCommand } from './organizations.ts'
import { createOutput } from './output.ts'
import { plansCommand } from './plans.ts'
import { portalsCommand } from './portals.ts'
import { pricesCommand } from './prices.ts'
import { quotesCommand } from './quotes.ts'
import { readingsCommand } from './readings.ts'
import { serviceRequestsCommand } from './service-requests.ts'
import { subscriptionsCommand } from './subscriptions.ts'
import { suppliersCommand } from './suppliers.ts'
import { webhooksCommand } from './webhooks.ts'

const START_HELP = `
From an empty database to a first customer:
  stromtor organizations create --name "Sonnwerk" --return-host app.sonnwerk.example
  stromtor clients create --organization Sonnwerk --name "Website"
  stromtor plans create --organization Sonnwerk --slug sonnwerk --name "Sonnwerk Dynamic" --base-fee 9.90 --markup 1.5
  stromtor portals enable --plan sonnwerk --checkout
  stromtor brands set --organization Sonnwerk --accent '#b4430c' --logo logo.svg --support-email hallo@sonnwerk.example
  stromtor customers create --plan sonnwerk --email anna@example.com --first-name Anna --last-name Sommer
`

/** The whole command line, without side effects: nothing is opened or written until a command runs. */
export function createProgram(deps: OperatorDeps): Command {
  const program = new Command('stromtor')
    .description('Sets up and runs the energy portals of an installation.')
    .version(deps.version)
    .option('--json', 'write the result as one JSON value to stdout; messages go to stderr')
    .addHelpText('after', `${START_HELP}${EXIT_CODES_HELP}`)
    .exitOverride()
    .configureOutput({ writeOut: deps.out, writeErr: deps.err })
  const output = createOutput(deps, () => program.opts<{ json?: boolean }>().json === true)
  for (const noun of [
    organizationsCommand,
    clientsCommand,
    plansCommand,
    portalsCommand,
    brandsCommand,
    suppliersCommand,
    invoicesCommand,
    customersCommand,
    subscriptionsCommand,
    leadsCommand,
    serviceRequestsCommand,
    declarationsCommand,
    marketDataCommand,
    pricesCommand,
    quotesCommand,
    meterValuesCommand,
    readingsCommand,
    meterOrdersCommand,
    gridFeeReductionsCommand,
    webhooksCommand,
    jobsCommand,
    keysCommand,
  ]) {
    program.addCommand(noun(deps, output))
  }
  inheritSettings(program)
  return program
}

/** Commands that are added ready-made keep Commander's own exit and output until they are told otherwise. */
function inheritSettings(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent)
    inheritSettings(child)
  }
}
