/** Where the queue of jobs and mails keeps its tables, apart from ours: its library makes and migrates them. */
export const QUEUE_SCHEMA = 'pgboss'
