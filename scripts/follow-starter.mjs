// Loaded into the server and the partner app before their own code: when the process that started them is gone, however it went,
// they shut down in their usual way instead of staying behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
