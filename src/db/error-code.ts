/** The `code` of an error of the system (`ENOENT`) or of PostgreSQL (`23505`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
