// Loaded into the server and the partner app before their own code. It tells their starter which port they listen on, which is the one
// sure sign that it is they who answer there; and when the starter is gone, however it went, they shut down in their usual way.
import { subscribe } from 'node:diagnostics_channel'

subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  if (process.connected) process.send({ port: server.address()?.port })
})
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
