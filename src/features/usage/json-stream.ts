import type { Context, TypedResponse } from 'hono'
import type { ApiEnv } from '../../http/api-env.ts'

/**
 * JSON that is written piece by piece, each when the client has taken the one before: as much as a year of quarter-hours is
 * never held at once. The first piece is made before anything is promised, so that what fails is answered as a failure.
 */
export async function streamJson<Shape>(c: Context<ApiEnv>, pieces: AsyncGenerator<string>) {
  const encoder = new TextEncoder()
  let next = await pieces.next()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(encoder.encode(next.value))
      next = await pieces.next()
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  const answer: Response = c.body(body, 200, { 'Content-Type': 'application/json' })
  // A stream cannot say what it spells: the tests hold it against the shape.
  return answer as Response & TypedResponse<Shape, 200, 'json'>
}
